import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { code, count, decimal, instant, listOf, text, version } from '#shapes.ts'
import { type ApprovalKind, approvalKindNames, approvalKindOf } from './approval-kinds.ts'

/**
 * Of where whoever decides has to be: of the unit of what is asked for, its branch, its region, head office, or wherever
 * they are, as long as they see it. Everybody who decides has to see it in any case.
 */
export const approverLevels = ['unit', 'branch', 'region', 'head-office', 'scope'] as const
export type ApproverLevel = (typeof approverLevels)[number]
export const stepNeeds = ['one', 'all'] as const

const field = code(40)
/** One condition over a field of the kind; a step applies where all of its conditions hold. */
export const ApprovalCondition = z
  .discriminatedUnion('is', [
    z.strictObject({ field, is: z.literal('in'), values: z.array(code(40)).min(1).max(20) }),
    z.strictObject({ field, is: z.literal('at-least'), value: decimal }),
    z.strictObject({ field, is: z.literal('below'), value: decimal }),
    z.strictObject({ field, is: z.literal('yes') }),
    z.strictObject({ field, is: z.literal('no') }),
  ])
  .meta({ id: 'ApprovalCondition' })
export type ApprovalCondition = z.infer<typeof ApprovalCondition>

export const ApprovalStepDraft = z
  .strictObject({
    name: text(80),
    nameZh: text(80),
    /** Codes of roles; none is every role that may decide the kind. */
    roles: z.array(code(40)).max(10).default([]),
    level: z.enum(approverLevels),
    /** One of them decides, or each of them has to agree. */
    needs: z.enum(stepNeeds),
    /** Working hours within which it is to be decided. */
    hours: z.int().min(1).max(400),
    /** All have to hold, else the step is left out. */
    conditions: z.array(ApprovalCondition).max(10).default([]),
  })
  .meta({ id: 'ApprovalStepDraft' })
export type ApprovalStepDraft = z.infer<typeof ApprovalStepDraft>
/** In the order in which they are decided; none lets everything through at once. */
const steps = z.array(ApprovalStepDraft).max(10)

/** What is wrong with a condition of a kind; null where nothing is. */
export function conditionFault(kind: ApprovalKind, condition: ApprovalCondition): 'field' | 'values' | 'is' | null {
  const of = approvalKindOf(kind).fields[condition.field]
  if (!of) return 'field'
  if (condition.is === 'in') {
    if (of.type !== 'choice') return 'is'
    return condition.values.every((value) => Object.hasOwn(of.values, value)) ? null : 'values'
  }
  if (condition.is === 'yes' || condition.is === 'no') return of.type === 'flag' ? null : 'is'
  return of.type === 'number' ? null : 'is'
}

const kind = z.enum(approvalKindNames)
const byKind = z.strictObject({ kind })
const FlowVersion = z.strictObject({ number: count, steps: z.array(ApprovalStepDraft) })

/** How one kind is approved: what holds, what somebody has drafted, and how many still run by an earlier version. */
export const ApprovalFlow = z
  .strictObject({
    kind,
    live: FlowVersion.extend({
      liveAt: instant,
      madeBy: z.string().nullable(),
      approvedBy: z.string().nullable(),
    }),
    draft: FlowVersion.extend({
      version,
      madeBy: z.string().nullable(),
      madeAt: instant,
      /** Whoever wrote it does not let it live. */
      mine: z.boolean(),
    }).nullable(),
    /** Approvals that wait or were returned, by the version by which they go on. */
    running: z.array(z.strictObject({ number: count, count })),
  })
  .meta({ id: 'ApprovalFlow' })
export type ApprovalFlow = z.infer<typeof ApprovalFlow>

export const approvalFlows = {
  list: endpoint('GET /approval-flows', {
    summary: 'How each kind is approved: its steps, what is drafted, and how many run by which version',
    permission: 'approval.configure',
    reply: listOf(ApprovalFlow),
  }),
  roles: endpoint('GET /approval-flows/roles', {
    summary: 'Roles that a step may name, each with the kinds it may decide',
    permission: 'approval.configure',
    reply: listOf(z.strictObject({ code: z.string(), name: z.string(), nameZh: z.string(), kinds: z.array(kind) })),
  }),
  saveDraft: endpoint('PUT /approval-flows/:kind/draft', {
    summary: 'Write down how a kind shall be approved; nothing changes until a second person lets it live',
    permission: 'approval.configure',
    params: byKind,
    body: z.strictObject({ steps }),
    reply: ApprovalFlow,
  }),
  dropDraft: endpoint('DELETE /approval-flows/:kind/draft', {
    summary: 'Take a draft back',
    permission: 'approval.configure',
    params: byKind,
    reply: ApprovalFlow,
  }),
  goLive: endpoint('PUT /approval-flows/:kind/live', {
    summary: 'Let a draft live that somebody else wrote; what runs goes on by the version it began with',
    permission: 'approval.configure',
    params: byKind,
    reply: ApprovalFlow,
    versioned: true,
  }),
}
