import type { QuestionnaireDefinition } from '@rapport/contract/customer/questionnaires'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { type Answers, type Questionnaire, score } from '@rapport/suitability/questionnaire'
import type { Random } from './random.ts'

interface Assessed {
  customerId: string
  class: string
  on: string
  validTo: string
  recordedBy: string
}
type Asked = QuestionnaireDefinition['questions'][number]
type Chosen = Record<string, string[]>

/** The latest assessments of persons, of which the signed sheets were written down as well. */
const WRITTEN = 120

/** What some customers answered: the class of their profile comes of it. */
export async function writeAssessments(db: Db, seal: Seal, random: Random) {
  const [asked] = await db.rows<{ id: string; definition: QuestionnaireDefinition }>(
    'demo.questionnaire',
    `select id, definition from questionnaires where code = 'persons' and state = 'live'`,
    [],
  )
  const customers = await db.rows<Assessed>(
    'demo.assessed',
    `select c.id as "customerId", p.risk_level as class, p.assessed_on::text as "on", p.valid_to::text as "validTo", c.owner_id as "recordedBy"
     from customers c join investor_profiles p on p.customer_id = c.id and p.as_of = c.profile_as_of
     where c.kind = 'person' and p.risk_level is not null and c.owner_id is not null
     order by p.assessed_on desc, c.id limit $1`,
    [WRITTEN],
  )
  const { id: questionnaireId, definition } = asked!
  const rows = customers.map(({ customerId, class: level, on, validTo, recordedBy }, n) => {
    const id = newId()
    const answers = answersOf(random, definition, level)
    const scored = score(definition as Questionnaire & QuestionnaireDefinition, answers)
    return {
      ...{
        id,
        customerId,
        questionnaireId,
        recordedBy,
        channel: 'paper',
        evidence: `FX-${on.slice(0, 4)}-${1001 + n}`,
      },
      ...{
        assessedOn: new Date(on),
        assessedAt: new Date(`${on}T02:${10 + (n % 50)}:00Z`),
        validTo: new Date(validTo),
      },
      answersSealed: seal.close(JSON.stringify(answers), `risk_assessments.answers.${id}`),
      ...{ class: scored.class, total: scored.scales[0].total, lowest: scored.lowestBy.length > 0 },
      scales: scored.scales.map(({ scale, total, class: of }) => ({ scale, total, class: of })),
      ...{ horizonDays: scored.horizonDays ?? null, unlimited: scored.horizonDays === null },
      ...{ intends: scored.intends ?? [], knows: scored.knows ?? [] },
    }
  })
  await db.riskAssessment.createMany({ data: rows })
}

/** Answers that come to a class: from the fewest points upwards, a question at a time. Whoever is of the lowest class can bear no loss. */
function answersOf(
  random: Random,
  { questions, scales, lowestClass }: QuestionnaireDefinition,
  level: string,
): Answers {
  const open = (question: Asked) => question.options.filter(({ lowest }) => !lowest)
  const answers: Chosen = Object.fromEntries(questions.map((one) => [one.code, [least(open(one)).code]]))
  if (level === lowestClass) {
    const deciding = questions.find(({ options }) => options.some(({ lowest }) => lowest))!
    answers[deciding.code] = [deciding.options.find(({ lowest }) => lowest)!.code]
    return answers
  }
  const { bands } = scales[0]!
  const from = bands.find((band) => band.class === level)!.from
  let total = questions.reduce((sum, one) => sum + least(open(one)).points, 0)
  for (const question of shuffled(random, questions)) {
    if (total >= from) break
    const chosen = random.pick(open(question))
    total += chosen.points - least(open(question)).points
    answers[question.code] = [chosen.code]
  }
  // Chance may have chosen few points: the rest is made up where there is room, never past the band.
  for (const question of questions) {
    if (total >= from) break
    const most = open(question).reduce((one, other) => (other.points > one.points ? other : one))
    const now = question.options.find(({ code }) => code === answers[question.code]![0])!
    total += most.points - now.points
    answers[question.code] = [most.code]
  }
  return answers
}

const least = (options: Asked['options']) => options.reduce((one, other) => (other.points < one.points ? other : one))

const shuffled = (random: Random, questions: readonly Asked[]) =>
  questions
    .map((question) => ({ question, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ question }) => question)
