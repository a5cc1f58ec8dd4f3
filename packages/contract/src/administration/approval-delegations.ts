import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id, instant, listOf, PersonInRow, text } from '#shapes.ts'
import { approvalKindNames } from './approval-kinds.ts'

const kinds = z.array(z.enum(approvalKindNames)).max(approvalKindNames.length)

/** Somebody decides for somebody else, for some days; both days are within. */
export const ApprovalDelegation = z
  .strictObject({
    id,
    from: PersonInRow,
    to: PersonInRow,
    /** None is all. */
    kinds,
    fromOn: day,
    untilOn: day,
    reason: z.string(),
    /** Ended before its last day. */
    endedAt: instant.nullable(),
    state: z.enum(['planned', 'running', 'over']),
    mine: z.boolean(),
  })
  .meta({ id: 'ApprovalDelegation' })
export type ApprovalDelegation = z.infer<typeof ApprovalDelegation>

export const ApprovalDelegationDraft = z
  .strictObject({
    toId: id,
    kinds: kinds.default([]),
    fromOn: day,
    untilOn: day,
    reason: text(300),
  })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, { path: ['untilOn'], error: 'approval.ends-before' })
  .meta({ id: 'ApprovalDelegationDraft' })

export const approvalDelegations = {
  list: endpoint('GET /approval-delegations', {
    summary: 'For whom the caller decides and who decides for the caller, the latest first',
    permission: 'approval.use',
    reply: listOf(ApprovalDelegation),
  }),
  people: endpoint('GET /approval-delegations/people', {
    summary: 'Who may stand in for the caller: who may decide something that the caller decides',
    permission: 'approval.use',
    query: z.strictObject({ q: z.string().max(60).optional() }),
    reply: listOf(PersonInRow.extend({ unit: z.string() })),
  }),
  create: endpoint('POST /approval-delegations', {
    summary: 'Let somebody decide for oneself, for some days',
    permission: 'approval.use',
    body: ApprovalDelegationDraft,
    reply: ApprovalDelegation,
  }),
  end: endpoint('PUT /approval-delegations/:id/end', {
    summary: 'End it before its last day',
    permission: 'approval.use',
    params: byId,
    reply: ApprovalDelegation,
  }),
}
