import type { RecommendationDraft, RecommendationMade } from '@rapport/contract/marketing/recommendations-made'
import { type MessageTemplate, recommends } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { licenceHeld } from '#features/administration/licences/licences.ts'
import { holdCustomer } from '#features/customer/customers/hold-customer.ts'
import { rulesKept } from '#features/customer/suitability-checks/check-facts.ts'
import { type Made, type Making, makeChecks } from '#features/customer/suitability-checks/make-checks.ts'
import { approvedTemplate } from '#features/service/message-templates/message-templates.ts'
import { addMessages } from '#features/service/messages/add-messages.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { openRecommendation } from './made-rows.ts'
import { type Risk, riskNotice } from './risk-notice.ts'

/**
 * Recommends a product: the check is made and kept, the letter with the risk notice goes into the outbox, or what was spoken is written
 * down, all in one transaction. 422 for what does not suit, without a licence or a risk notice, or by words that are not for this; 409 for
 * speech with a customer who must not be contacted. Whether a letter may go is looked at when it leaves.
 */
export async function sendRecommendation(
  db: Db,
  product: Pick<Product, 'channels'>,
  customerId: string,
  draft: RecommendationDraft,
  making: Making,
): Promise<RecommendationMade> {
  await holdCustomer(db, customerId)
  const template = draft.by === 'letter' ? await templateFor(db, product, draft.templateId) : null
  const check = await suitable(db, { customerId, productId: draft.productId }, making)
  const licence = await licenceFor(db, check, making)
  const { noticeId, stopped, ...known } = await factsOf(db, check, making.today)
  if (stopped && !template) throw new Refused(409, 'recommendation.stopped')
  const messageId =
    template && draft.by === 'letter' ? await write(db, template, check, draft, known, making.now) : null
  const id = newId()
  await db.rows(
    'recommendation-add',
    `insert into recommendations (id, customer_id, product_id, check_id, notice_id, text, channel, message_id, licence_kind, licence_number,
       made_by, made_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7, $8::uuid, $9, $10, $11::uuid, $12::timestamptz)`,
    [
      ...[id, customerId, check.productId, check.id, noticeId, draft.text],
      ...[draft.by === 'speech' ? draft.channel : template!.channel, messageId, licence.kind, licence.number],
      ...[making.viewerId, making.now],
    ],
  )
  return openRecommendation(db, id)
}

/** Approved words for this; 403 for whoever may not write to customers. */
async function templateFor(db: Db, product: Pick<Product, 'channels'>, id: string): Promise<MessageTemplate> {
  if (!db.viewer!.permissions.includes('message.send')) throw new Refused(403, 'not-allowed')
  const template = await approvedTemplate(db, id)
  if (!recommends(template)) throw refusedField('templateId', 'recommendation.template')
  if (!product.channels.includes(template.channel)) throw new Refused(422, 'message.no-channel')
  return template
}

const unsuitable = (reasons: readonly string[]) =>
  new Refused(422, 'recommendation.unsuitable', {
    errors: reasons.map((reason) => ({ field: 'productId', code: `unsuitable.${reason}` })),
  })

/** The check that is kept; what does not come to a match is not recommended. */
async function suitable(db: Db, pair: { customerId: string; productId: string }, making: Making): Promise<Made> {
  const [made] = await makeChecks(db, [{ ...pair, initiative: 'firm' }], making)
  if (!made) throw refusedField('productId', 'product.unknown')
  const { outcome, reasons } = made.result
  if (outcome !== 'match') throw unsuitable(reasons.length > 0 ? reasons : [outcome])
  return made
}

/** The licence by which it is recommended: the one that the rules ask for, any where they ask for none. Nobody recommends without one. */
async function licenceFor(db: Db, { result }: Made, { viewerId, today }: Making) {
  const { rules } = await rulesKept(db, { on: today })
  const kind = rules.tests.find(({ code }) => code === result.test)?.licence ?? null
  const held = await licenceHeld(db, viewerId, today, kind)
  if (!held) throw unsuitable(['no-licence'])
  return held
}

interface Facts extends Risk {
  language: 'en' | 'zh-CN'
  product: Record<'en' | 'zh-CN', string>
}

/** What a letter says of the product and its risk, and whether the customer must not be contacted; 422 where the product has no risk notice. */
async function factsOf(db: Db, { customerId, productId }: Made, today: string) {
  const [row] = await db.rows<Facts & { noticeId: string | null; stopped: boolean }>(
    'recommendation-facts',
    `select c.language, c.risk_level as class, product_grade(p.id, $3::date) as grade, p.term_days as "termDays", p.complex,
       json_build_object('en', p.name || ' (' || p.code || ')', 'zh-CN', p.name_zh || '（' || p.code || '）') as product,
       d.id as "noticeId", d.name, d.number,
       exists (select from contact_stops s where s.customer_id = c.id and s.ended_at is null) as stopped
     from customers c cross join products p left join lateral (
       select n.id, n.name, n.number from product_documents n where n.product_id = p.id and n.kind = 'risk-notice'
       order by n.number desc limit 1) d on true
     where c.id = $1::uuid and p.id = $2::uuid`,
    [customerId, productId, today],
  )
  const { noticeId, ...known } = row!
  if (noticeId === null) throw refusedField('productId', 'recommendation.no-notice')
  return { ...known, noticeId }
}

/** Puts the letter into the outbox, in the language of the customer unless another is asked for; gives the id of the message. */
async function write(
  db: Db,
  template: MessageTemplate,
  { customerId }: Made,
  { text, language: asked }: Extract<RecommendationDraft, { by: 'letter' }>,
  { language: own, product, ...risk }: Facts,
  now: Date,
): Promise<string> {
  const language = asked ?? own
  const variables = { product: product[language], text, notice: riskNotice(language, risk) }
  const [id] = await addMessages(db, template, [{ customerId, language, variables }], { now })
  return id!
}
