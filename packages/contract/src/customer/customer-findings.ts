import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  count,
  cursor,
  id,
  instant,
  listOf,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  queryList,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'

/** What can be wrong with the records of a customer, by kind. */
export const findingCodes = {
  duplicate: ['same-person'],
  gap: ['document-missing', 'mobile-missing', 'birth-missing', 'assessment-expired', 'owner-missing'],
  format: ['identification-wrong', 'mobile-wrong', 'phone-wrong', 'email-wrong', 'birth-differs', 'gender-differs'],
} as const
export const findingKinds = ['duplicate', 'gap', 'format'] as const
export type FindingKind = (typeof findingKinds)[number]
const codes = [...findingCodes.duplicate, ...findingCodes.gap, ...findingCodes.format] as const
export type FindingCode = (typeof codes)[number]

/** By what two records are alike. Certain: the document or the number, or mobile and name together. */
export const duplicateSigns = [
  'document',
  'customer-no',
  'mobile-name',
  'mobile',
  'bank-card',
  'name-birth',
  'name-account',
  'name',
] as const
export type DuplicateSign = (typeof duplicateSigns)[number]
export const certainSigns: readonly DuplicateSign[] = ['document', 'customer-no', 'mobile-name']

const Party = z.strictObject({
  id,
  customerNo: z.string(),
  name: z.string(),
  owner: PersonInRow.nullable(),
  unit: UnitInRow,
})

/** `keeper` puts it in order: whoever it was given to, else the account manager, else whoever looks after the branch. */
export const CustomerFinding = z
  .strictObject({
    id,
    version,
    kind: z.enum(findingKinds),
    code: z.enum(codes),
    certain: z.boolean(),
    signs: z.array(z.enum(duplicateSigns)),
    customer: Party,
    /** The other of a pair. */
    other: Party.nullable(),
    since: z.string(),
    keeper: PersonInRow.nullable(),
    keeperBy: z.enum(['assigned', 'account-manager', 'branch']),
    state: z.enum(['open', 'dismissed']),
    note: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
  })
  .meta({ id: 'CustomerFinding' })
export type CustomerFinding = z.infer<typeof CustomerFinding>

/** Open findings of a branch; a pair across two branches counts in both. */
export const FindingCounts = z
  .strictObject({
    unit: UnitInRow,
    /** How many customers have any. */
    customers: count,
    counts: z.array(z.strictObject({ code: z.enum(codes), certain: z.boolean(), count })),
  })
  .meta({ id: 'FindingCounts' })
export type FindingCounts = z.infer<typeof FindingCounts>

export const FindingQuery = z.strictObject({
  unit: id.optional(),
  kind: z.enum(findingKinds).optional(),
  code: queryList(codes).optional(),
  certain: queryFlag.optional(),
  state: z.enum(['open', 'dismissed']).default('open'),
  /** Only what the viewer is to put in order. */
  mine: queryFlag.optional(),
  /** Only of one customer. */
  customer: id.optional(),
  after: cursor.optional(),
  limit: pageSize,
})
export type FindingQuery = z.infer<typeof FindingQuery>

export const customerFindings = {
  list: endpoint('GET /customer-findings', {
    summary: 'Duplicates, gaps and wrong formats of customers in sight, latest found first',
    permission: 'customer-quality.read',
    query: FindingQuery,
    reply: pageOf(CustomerFinding),
  }),
  counts: endpoint('GET /customer-findings/counts', {
    summary: 'How many of each are open, by branch',
    permission: 'customer-quality.read',
    reply: listOf(FindingCounts),
  }),
  keepers: endpoint('GET /customer-findings/:id/keepers', {
    summary: 'Who may be given a finding: whoever sees its customers',
    permission: 'data-quality.fix',
    params: byId,
    reply: listOf(PersonInRow),
  }),
  assign: endpoint('PUT /customer-findings/:id/keeper', {
    summary: 'Give a finding to somebody, or back to whoever looks after the customer (null)',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({ userId: id.nullable() }),
    reply: CustomerFinding,
    versioned: true,
  }),
  dismiss: endpoint('PUT /customer-findings/:id/dismissal', {
    summary: 'Say that the two of a pair are not the same person; remembered, with the reason',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({ note: text(500) }),
    reply: CustomerFinding,
    versioned: true,
  }),
  reopen: endpoint('DELETE /customer-findings/:id/dismissal', {
    summary: 'Take back that the two are not the same person',
    permission: 'data-quality.fix',
    params: byId,
    reply: CustomerFinding,
    versioned: true,
  }),
}
