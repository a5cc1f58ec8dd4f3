import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id, instant, listOf, PersonInRow, text, version } from '#shapes.ts'

export const needKinds = [
  'growth',
  'income',
  'liquidity',
  'retirement',
  'education',
  'financing',
  'inheritance',
  'service',
  'other',
] as const
export const needSources = ['visit', 'phone', 'wechat', 'branch', 'questionnaire', 'other'] as const

export const CustomerNeedDraft = z
  .strictObject({ kind: z.enum(needKinds), text: text(500), statedOn: day, source: z.enum(needSources) })
  .meta({ id: 'CustomerNeedDraft' })

/** What a customer said it needs: when, where, and to whom. */
export const CustomerNeed = z
  .strictObject({
    id,
    version,
    kind: z.enum(needKinds),
    text: z.string(),
    statedOn: z.string(),
    source: z.enum(needSources),
    recordedBy: PersonInRow.nullable(),
    recordedAt: instant,
  })
  .meta({ id: 'CustomerNeed' })
export type CustomerNeed = z.infer<typeof CustomerNeed>

export const customerNeeds = {
  list: endpoint('GET /customers/:id/needs', {
    summary: 'What a customer said it needs, latest first',
    permission: 'customer.read',
    params: byId,
    reply: listOf(CustomerNeed),
  }),
  record: endpoint('POST /customers/:id/needs', {
    summary: 'Record what a customer says it needs',
    permission: 'customer.edit-contacts',
    params: byId,
    body: CustomerNeedDraft,
    reply: CustomerNeed,
  }),
  remove: endpoint('DELETE /customer-needs/:id', {
    summary: 'Remove a need that no longer holds or was recorded by mistake',
    permission: 'customer.edit-contacts',
    params: byId,
    versioned: true,
  }),
}
