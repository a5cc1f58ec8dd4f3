import { check, type Inputs } from '@rapport/suitability/check'
import { prove, replay } from '@rapport/suitability/proof'
import { csrcRules } from '@rapport/suitability/regimes'
import { table } from './measure.ts'

const ROUNDS = 3

/** Checks of suitability on one core: as arithmetic, with their proof, and done again; beside writing the same inputs as JSON. */
export function benchSuitability(size: number) {
  const inputs = Array.from({ length: size }, (_, n) => inputsOf(n))
  const proofs = inputs.map((one) => prove(csrcRules, one).proof)
  const rates = {
    'inputs written as JSON (baseline)': rate(inputs, (one) => JSON.stringify(one).length),
    checked: rate(inputs, (one) => check(csrcRules, one).reasons.length),
    'checked, with proof': rate(inputs, (one) => prove(csrcRules, one).proof.result.length),
    'done again from the proof': rate(proofs, (one) => replay(csrcRules, one).length),
  }
  const baseline = Object.values(rates)[0]!
  console.log(`\nSuitability of ${size.toLocaleString('en')} pairs, one core (goal: 20,000 checks a second)\n`)
  console.log(
    table(
      ['', 'a second', 'of baseline'],
      Object.entries(rates).map(([name, one]) => [
        name,
        Math.round(one).toLocaleString('en'),
        (one / baseline).toFixed(2),
      ]),
    ),
  )
  const same = proofs.every((proof) => replay(csrcRules, proof) === proof.result)
  console.log(`  every proof gives the same bytes again: ${same}`)
}

/** The best of a few rounds; the sum keeps the work from being left out. */
function rate<T>(items: readonly T[], work: (item: T) => number): number {
  let fastest = Number.POSITIVE_INFINITY
  let sum = 0
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    for (const item of items) sum += work(item)
    fastest = Math.min(fastest, (performance.now() - started) / 1000)
  }
  if (Number.isNaN(sum)) throw new Error('the work gave no number')
  return items.length / fastest
}

const classes = ['C1-min', 'C1', 'C2', 'C3', 'C4', 'C5', null]
const kinds = ['stock', 'fund', 'bond', 'structured']

/** All classes, grades and initiatives in turn, some assessments that ran out. */
function inputsOf(n: number): Inputs {
  const of = <T>(list: readonly T[], by: number): T => list[Math.floor(n / by) % list.length]!
  return {
    on: '2026-11-23',
    initiative: of(['firm', 'customer'] as const, 7),
    client: {
      investor: n % 50 === 0 ? 'professional' : 'ordinary',
      class: of(classes, 1),
      classValidTo: n % 20 === 0 ? '2026-11-22' : '2027-11-23',
      horizonDays: of([365, 1825, 'unlimited'] as const, 14),
      intends: ['fund', 'stock', 'bond'],
      knows: null,
    },
    product: {
      ...{ admitted: n % 100 !== 0, grade: of([1, 2, 3, 4, 5], 42), termDays: of([null, 365, 1095], 210) },
      ...{ kind: of(kinds, 630), complex: of(kinds, 630) === 'structured' },
    },
    licences: ['investment-adviser'],
  }
}
