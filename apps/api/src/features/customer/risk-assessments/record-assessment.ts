import type { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { riskLevels } from '@rapport/contract/customer/vocabulary'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { type Questionnaire, type Scored, score, wrongAnswers } from '@rapport/suitability/questionnaire'
import { careByAge, classesBetween, lastDay, throttled } from '@rapport/suitability/validity'
import { Temporal } from 'temporal-polyfill'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { askedOn, questionnairesWith } from '#features/customer/questionnaires/questionnaires.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { answersPlace, listAssessments } from './assessment-rows.ts'
import { writeProfile } from './write-profile.ts'

type Draft = BodyOf<typeof riskAssessments.record>
interface Doing {
  viewerId: string
  today: string
  now: Date
  seal: Seal
}

/** So many classes up or down within a day are looked at by compliance (domain 1.3). */
const STEEP = 2

/** What a customer would be asked today. */
export async function askedToday(db: Db, customerId: string, today: string) {
  const { kind } = await seeCustomer(db, customerId)
  const ids = await db.rows<{ id: string }>(
    'questionnaires-asked',
    `select q.id from questionnaires q where q.kind = $2 and q.id in (${askedOn('$1::date')})`,
    [today, kind],
  )
  const questionnaires = await questionnairesWith(
    db,
    ids.map(({ id }) => id),
    today,
  )
  const days = await daysOf(db, customerId)
  const throttle = questionnaires[0]?.definition.throttle
  return {
    questionnaires,
    care: await careOf(db, customerId, today),
    throttled: throttle ? throttled(days, today, throttle) : null,
    madeToday: days.filter((day) => day === today).length,
  }
}

/**
 * Keeps what a customer answered, and makes the class that comes of it theirs from today. 422 with the question for answers that are
 * missing or do not go together, for a questionnaire that is not asked of such customers today, or without the care that an age asks
 * for; 409 where they were assessed too often.
 */
export async function recordAssessment(
  db: Db,
  customerId: string,
  draft: Draft,
  { viewerId, today, now, seal }: Doing,
) {
  const customer = await holdCustomer(db, customerId)
  const { questionnaires, care } = await askedToday(db, customerId, today)
  const asked = questionnaires.find(({ id }) => id === draft.questionnaireId)
  if (!asked) throw refusedField('questionnaireId', 'assessment.not-asked')
  const { definition } = asked
  const of = definition as Questionnaire & typeof definition
  const wrong = wrongAnswers(of, draft.answers)
  if (wrong.length > 0)
    throw new Refused(422, 'invalid', {
      errors: wrong.map(({ question, code }) => ({ field: `answers.${question}`, code: `answer.${code}` })),
    })
  if (care && !draft.cared) throw refusedField('cared', `assessment.${care}`)
  const often = throttled(await daysOf(db, customerId), today, definition.throttle)
  if (often) throw refusedField('questionnaireId', `assessment.too-often-${often}`, 409)
  const scored = score(of, draft.answers)
  const before = await latestClass(db, customerId, now)
  const steep = Math.abs(classesBetween(riskLevels, before.withinADay, scored.class) ?? 0) >= STEEP
  const id = newId()
  const validTo = lastDay(today, definition.validity)
  await db.rows(
    'risk-assessment-record',
    `insert into risk_assessments (id, customer_id, questionnaire_id, assessed_on, assessed_at, channel, evidence, answers_sealed, class,
       total, scales, lowest, horizon_days, unlimited, intends, knows, valid_to, class_before, care, review, recorded_by)
     values ($1::uuid, $2::uuid, $3::uuid, $4::date, $5::timestamptz, 'paper', $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14::text[],
       $15::text[], $16::date, $17, $18, $19, $20::uuid)`,
    [
      ...[id, customerId, asked.id, today, now, draft.evidence],
      seal.close(JSON.stringify(draft.answers), answersPlace(id)),
      ...[scored.class, scored.scales[0].total, JSON.stringify(scalesOf(scored)), scored.lowestBy.length > 0],
      ...[scored.horizonDays ?? null, scored.horizonDays === null, scored.intends ?? [], scored.knows ?? []],
      ...[validTo, before.class, care, steep ? 'waiting' : null, viewerId],
    ],
  )
  const capacity = scored.scales.find(({ scale }) => scale === 'capacity')?.class ?? null
  await writeProfile(db, { customerId: customer.id, on: today, by: viewerId, class: scored.class, validTo, capacity })
  const { items } = await listAssessments(db, customerId)
  return items.find((one) => one.id === id)!
}

/** Totals and classes; what each answer was worth stays with the answers. */
const scalesOf = ({ scales }: Scored) =>
  scales.map(({ scale, total, class: level }) => ({ scale, total, class: level }))

const daysOf = async (db: Db, customerId: string): Promise<string[]> => {
  const rows = await db.rows<{ day: string }>(
    'risk-assessment-days',
    'select assessed_on::text as day from risk_assessments where customer_id = $1',
    [customerId],
  )
  return rows.map(({ day }) => day)
}

/** The class before, and the one of the last 24 hours if there was an assessment. */
async function latestClass(db: Db, customerId: string, now: Date) {
  const [row] = await db.rows<{ class: string | null; withinADay: string | null }>(
    'risk-assessment-before',
    `select (select risk_level from customers where id = $1::uuid) as class,
       (select r.class from risk_assessments r where r.customer_id = $1::uuid and r.assessed_at > $2::timestamptz - interval '24 hours'
        order by r.assessed_at desc limit 1) as "withinADay"`,
    [customerId, now],
  )
  return row!
}

async function careOf(db: Db, customerId: string, today: string) {
  const [row] = await db.rows<{ born: string | null }>(
    'customer-born',
    'select birth_on::text as born from customers where id = $1',
    [customerId],
  )
  if (!row?.born) return null
  return careByAge(Temporal.PlainDate.from(row.born).until(today, { largestUnit: 'years' }).years)
}
