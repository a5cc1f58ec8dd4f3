import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { makeProduct, type ProductMade } from '@rapport/database/factories/products'
import { newId } from '@rapport/database/ids'
import { smallDraft } from '#features/customer/questionnaires/testing.ts'
import type { Firm } from '#features/customer/testing.ts'
import type { Api } from '#http/testing.ts'

let codes = 0

/** A firm whose questionnaire asks for class and intentions: answer a to e of the first question is C1 to C5, b of the second the lowest. */
export async function askSmall({ ho, co }: Firm, effectiveFrom: string, intends = ['fund', 'structured']) {
  const definition = structuredClone(smallDraft.definition)
  for (const option of definition.questions[0]!.options) Object.assign(option, { intends, horizonDays: 365 })
  const { id, version } = await ho.call(questionnaires.draft, { body: { ...smallDraft, definition } })
  await co.call(questionnaires.goLive, { params: { id }, version, body: { effectiveFrom } } as never)
  return id
}

/** Has a customer assessed by their manager. */
export const assess = (
  who: Firm['am'],
  questionnaireId: string,
  customerId: string,
  first: string,
  { lowest = false } = {},
) =>
  who.call(riskAssessments.record, {
    params: { id: customerId },
    body: { questionnaireId, answers: { q1: [first], q2: [lowest ? 'b' : 'a'] }, evidence: 'B-1' },
  })

/** A product on offer. */
export const onOffer = (api: Api, draft: Partial<ProductMade> = {}) =>
  api.make((db) => makeProduct(db, { code: `S${codes++}`, ...draft }))

/** A licence of somebody; without an end unless told. */
export const license = (api: Api, userId: string, validTo: string | null = null, kind = 'investment-adviser') =>
  api.make((db) =>
    db.licence.create({
      data: {
        ...{ id: newId(), userId, kind, number: `L${codes++}`, validFrom: new Date('2026-01-05') },
        validTo: validTo ? new Date(validTo) : null,
      },
    }),
  )
