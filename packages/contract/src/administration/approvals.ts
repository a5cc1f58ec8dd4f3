import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, id, instant, PersonInRow, pageOf, pageSize, text, UnitInRow, version } from '#shapes.ts'
import { approverLevels, stepNeeds } from './approval-flows.ts'
import { approvalKindNames } from './approval-kinds.ts'

export const approvalStates = ['waiting', 'approved', 'rejected', 'returned', 'withdrawn'] as const
/** Of a step: left out by its conditions, not yet its turn, its turn, decided, or ended with the round. */
export const approvalStepStates = ['skipped', 'coming', 'waiting', 'approved', 'rejected', 'returned', 'ended'] as const
/** Superseded: what was asked for was changed or dropped by somebody else. */
export const approvalActions = ['submitted', 'approved', 'rejected', 'returned', 'withdrawn', 'superseded'] as const
export const approvalVerdicts = ['approved', 'rejected', 'returned'] as const
/** Waiting for me, asked by me, decided by me, and all in sight. */
export const approvalViews = ['waiting', 'mine', 'decided', 'all'] as const

/** Who did what; `forWhom` where they stood in for somebody. */
export const ApprovalDecision = z
  .strictObject({
    round: count,
    step: count.nullable(),
    action: z.enum(approvalActions),
    by: PersonInRow,
    forWhom: PersonInRow.nullable(),
    note: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'ApprovalDecision' })
export type ApprovalDecision = z.infer<typeof ApprovalDecision>

export const ApprovalStep = z
  .strictObject({
    position: count,
    name: z.string(),
    nameZh: z.string(),
    state: z.enum(approvalStepStates),
    level: z.enum(approverLevels),
    needs: z.enum(stepNeeds),
    roles: z.array(z.strictObject({ name: z.string(), nameZh: z.string() })),
    /** Working hours. */
    hours: count,
    dueAt: instant.nullable(),
    decisions: z.array(ApprovalDecision),
  })
  .meta({ id: 'ApprovalStep' })
export type ApprovalStep = z.infer<typeof ApprovalStep>

const row = {
  id,
  version,
  number: z.string(),
  kind: z.enum(approvalKindNames),
  title: z.string(),
  titleZh: z.string(),
  /** Of what is asked for, as its page is called by. */
  subject: z.strictObject({ id, code: z.string().nullable() }),
  customer: PersonInRow.nullable(),
  unit: UnitInRow.nullable(),
  requester: PersonInRow,
  state: z.enum(approvalStates),
  /** Counts from 1; one more each time it is submitted. */
  round: count,
  submittedAt: instant,
  decidedAt: instant.nullable(),
  /** Of its present step. */
  dueAt: instant.nullable(),
  overdue: z.boolean(),
  /** Steps of its present round. */
  steps: z.array(ApprovalStep),
  /** Whether the caller may decide now. */
  decides: z.boolean(),
}
export const ApprovalRow = z.strictObject(row).meta({ id: 'ApprovalRow' })
export type ApprovalRow = z.infer<typeof ApprovalRow>

export const Approval = z
  .strictObject({
    ...row,
    /** What conditions looked at, as it was submitted; numbers as exact decimals. */
    fields: z.record(z.string(), z.union([z.string(), z.boolean()])),
    /** By which version of the flow it goes. */
    flow: count,
    history: z.array(ApprovalDecision),
    /** Who may decide the present step now; `forWhom` where they stand in for somebody. */
    deciders: z.array(PersonInRow.extend({ forWhom: PersonInRow.nullable() })),
    /** What its requester may do now. */
    withdraws: z.boolean(),
    submits: z.boolean(),
  })
  .meta({ id: 'Approval' })
export type Approval = z.infer<typeof Approval>

const said = text(2000)
const noted = said.nullable().default(null)

export const ApprovalVerdict = z
  .discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('approved'), note: noted }),
    z.strictObject({ verdict: z.literal('rejected'), note: said }),
    z.strictObject({ verdict: z.literal('returned'), note: said }),
  ])
  .meta({ id: 'ApprovalVerdict' })
export type ApprovalVerdict = z.infer<typeof ApprovalVerdict>

export const approvals = {
  list: endpoint('GET /approvals', {
    summary: 'Approvals that wait for the caller by due time; asked for, decided or in sight, the latest first',
    permission: 'approval.use',
    query: z.strictObject({
      view: z.enum(approvalViews).default('waiting'),
      kind: z.enum(approvalKindNames).optional(),
      state: z.enum(approvalStates).optional(),
      /** Of one case, template or rule. */
      subject: id.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(ApprovalRow),
  }),
  open: endpoint('GET /approvals/:id', {
    summary: 'Open an approval: its steps, all that happened, and what the caller may do',
    permission: 'approval.use',
    params: byId,
    reply: Approval,
  }),
  decide: endpoint('PUT /approvals/:id/decision', {
    summary: 'Approve the present step, reject the whole, or return it to the requester',
    permission: 'approval.use',
    params: byId,
    body: ApprovalVerdict,
    reply: Approval,
    versioned: true,
  }),
  submitAgain: endpoint('PUT /approvals/:id/submission', {
    summary: 'Submit again what was returned, as it is now; a new round of the same approval',
    permission: 'approval.use',
    params: byId,
    body: z.strictObject({ note: noted }),
    reply: Approval,
    versioned: true,
  }),
  withdraw: endpoint('PUT /approvals/:id/withdrawal', {
    summary: 'Withdraw what one asked for, while it waits or was returned',
    permission: 'approval.use',
    params: byId,
    body: z.strictObject({ note: noted }),
    reply: Approval,
    versioned: true,
  }),
}
