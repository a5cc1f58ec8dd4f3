import type { Dimension, Initiative, InvestorClass, Rules, Step, Test } from './rules.ts'

/** What is known of a customer on the day; null where nothing is known. */
export interface Client {
  investor: InvestorClass
  /** The class of the latest assessment, and the last day on which it holds. */
  class: string | null
  classValidTo: string | null
  /** The longest time for which money may be bound, in days; `unlimited` without an end. */
  horizonDays: number | 'unlimited' | null
  intends: readonly string[] | null
  knows: readonly string[] | null
}

export interface Product {
  admitted: boolean
  /** 1 (low) to 5 (high); null where nobody has rated it. */
  grade: number | null
  /** How long money is bound, in days; null: it can be sold any day. */
  termDays: number | null
  kind: string
  complex: boolean
}

export interface Inputs {
  /** YYYY-MM-DD. */
  on: string
  initiative: Initiative
  client: Client
  product: Product
  /** Licences that the adviser holds on the day. */
  licences: readonly string[]
}

export type Reason =
  | 'not-admitted'
  | 'not-rated'
  | 'no-test'
  | 'no-licence'
  | 'lowest-class'
  | 'no-assessment'
  | 'assessment-expired'
  | 'unknown-class'
  | `mismatch-${Dimension}`

export type Outcome = 'match' | 'not-tested' | `mismatch-${Dimension}` | 'blocked'

export interface Result {
  test: Test['code'] | null
  /** A mismatch that may be confirmed keeps its name; what may not go on is blocked. */
  outcome: Outcome
  /** All there are, in the order of the rules. */
  reasons: Reason[]
  /** What has to be done before it takes effect; none of what is blocked. */
  steps: Step[]
}

/**
 * Holds a product against a customer by the rules of a regime. It depends on nothing but what it is given, so it can be done again.
 * Source: domain 1.5 (mismatch flow), 1.2 (matrix, three dimensions), 1.6 (MiFID II).
 */
export function check(rules: Rules, inputs: Inputs): Result {
  const { client, product } = inputs
  const test = testOf(rules, inputs)
  const never = neverAllowed(rules, inputs, test)
  if (!test) return { test: null, outcome: 'blocked', reasons: [...never, 'no-test'], steps: [] }
  const mismatches = test.dimensions.filter((dimension) => misfits(dimension, rules, client, product))
  const reasons: Reason[] = [...never, ...mismatches.map((dimension) => `mismatch-${dimension}` as const)]
  const blocked = never.length > 0 || (mismatches.length > 0 && test.onMismatch === 'block')
  if (blocked) return { test: test.code, outcome: 'blocked', reasons, steps: [] }
  const [first] = mismatches
  if (first === undefined)
    return {
      test: test.code,
      outcome: test.code === 'execution-only' ? 'not-tested' : 'match',
      reasons,
      steps: [...test.steps.match],
    }
  const further = test.steps.fromGrade.filter(({ grade }) => product.grade !== null && product.grade >= grade)
  const steps = [...test.steps.mismatch, ...further.flatMap(({ steps: more }) => more)]
  return { test: test.code, outcome: `mismatch-${first}`, reasons, steps }
}

/** The test that is made: the first that fits; undefined where none does. */
export function testOf(rules: Rules, inputs: Inputs): Test | undefined {
  return rules.tests.find((one) => fits(one, inputs))
}

function fits(test: Test, { client, initiative, product }: Inputs): boolean {
  return (
    test.investors.includes(client.investor) &&
    test.initiatives.includes(initiative) &&
    (test.complex === null || test.complex === product.complex)
  )
}

/** What nobody may go round, neither by asking nor by signing. */
function neverAllowed(rules: Rules, { on, client, product, licences }: Inputs, test: Test | undefined): Reason[] {
  const reasons: Reason[] = []
  if (!product.admitted) reasons.push('not-admitted')
  if (product.grade === null) reasons.push('not-rated')
  if (test?.licence && !licences.includes(test.licence)) reasons.push('no-licence')
  const level = rules.classes.find(({ code }) => code === client.class)
  // An assessment that ran out does not free anybody from the hard stop.
  if (client.investor === 'ordinary' && level?.hardStop && (product.grade ?? Infinity) > level.highestGrade)
    reasons.push('lowest-class')
  if (test?.assessed) {
    if (client.class === null) reasons.push('no-assessment')
    else if (!level) reasons.push('unknown-class')
    else if (client.classValidTo === null || client.classValidTo < on) reasons.push('assessment-expired')
  }
  return reasons
}

/** Whether a product does not fit in one regard; what is not known does not fit. */
function misfits(dimension: Dimension, rules: Rules, client: Client, product: Product): boolean {
  switch (dimension) {
    case 'risk': {
      const level = rules.classes.find(({ code }) => code === client.class)
      return product.grade === null || !level || product.grade > level.highestGrade
    }
    case 'term':
      if (product.termDays === null || client.horizonDays === 'unlimited') return false
      return client.horizonDays === null || product.termDays > client.horizonDays
    case 'type':
      return !client.intends?.includes(product.kind)
    case 'knowledge':
      return !client.knows?.includes(product.kind)
  }
}
