import type { QuestionnaireDefinition } from '@rapport/contract/customer/questionnaires'
import type { RiskAssessment } from '@rapport/contract/customer/risk-assessments'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import type { Answers } from '@rapport/suitability/questionnaire'
import { utc } from '#features/customer/customers/customer-json.ts'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused } from '#http/refused.ts'

/** Where the answers of an assessment are sealed. */
export const answersPlace = (id: string) => `risk_assessments.answers.${id}` as const

const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`
export const assessmentJson = `json_build_object('id', r.id,
  'questionnaire', json_build_object('id', q.id, 'code', q.code, 'number', q.number, 'name', q.name, 'nameZh', q.name_zh),
  'assessedOn', r.assessed_on, 'assessedAt', ${utc('r.assessed_at')}, 'channel', r.channel, 'evidence', r.evidence, 'class', r.class,
  'classBefore', r.class_before, 'total', r.total, 'scales', r.scales, 'lowest', r.lowest, 'horizonDays', r.horizon_days,
  'unlimited', r.unlimited, 'intends', r.intends, 'knows', r.knows, 'validTo', r.valid_to, 'care', r.care, 'review', r.review,
  'reviewedBy', ${person('v')}, 'reviewNote', r.review_note, 'recordedBy', ${person('u')})`
export const assessmentTables = `risk_assessments r join questionnaires q on q.id = r.questionnaire_id
  left join users u on u.id = r.recorded_by left join users v on v.id = r.reviewed_by`

export async function listAssessments(db: Db, customerId: string): Promise<{ items: RiskAssessment[] }> {
  await seeCustomer(db, customerId)
  const rows = await db.rows<{ item: RiskAssessment }>(
    'risk-assessments',
    `select ${assessmentJson} as item from ${assessmentTables} where r.customer_id = $1 order by r.assessed_at desc, r.id desc`,
    [customerId],
  )
  return { items: rows.map(({ item }) => item) }
}

/** An assessment with each answer as it was asked, and the points that it counted. */
export async function openAssessment(db: Db, id: string, seal: Seal) {
  const [found] = await db.rows<{ item: RiskAssessment; sealed: string; definition: QuestionnaireDefinition }>(
    'risk-assessment',
    `select ${assessmentJson} as item, r.answers_sealed as sealed, q.definition from ${assessmentTables}
     where r.id = $1`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  const answers: Answers = JSON.parse(seal.open(found.sealed, answersPlace(id)))
  return {
    ...found.item,
    answers: found.definition.questions.map(({ code, text, textZh, options }) => {
      const chosen = options.filter((option) => answers[code]!.includes(option.code))
      return {
        ...{ code, text, textZh, points: Math.max(...chosen.map(({ points }) => points)) },
        chosen: chosen.map((option) => ({ code: option.code, text: option.text, textZh: option.textZh })),
      }
    }),
  }
}
