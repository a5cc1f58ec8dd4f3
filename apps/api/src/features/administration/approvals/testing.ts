import type { ApprovalStepDraft } from '@rapport/contract/administration/approval-flows'
import { approvalFlows } from '@rapport/contract/administration/approval-flows'
import type { ApprovalKind } from '@rapport/contract/administration/approval-kinds'
import { type ApprovalVerdict, approvals, type approvalViews } from '@rapport/contract/administration/approvals'
import { type CaseStep, cases } from '@rapport/contract/service/cases'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { startService } from '#features/service/cases/testing.ts'
import { welcome } from '#features/service/messages/testing.ts'
import type { Client } from '#http/testing.ts'

/** A step that anybody decides who may; as a flow's editor would write it. */
export const aStep = (over: Partial<ApprovalStepDraft> = {}): ApprovalStepDraft => ({
  name: 'Look',
  nameZh: '复核',
  roles: [],
  level: 'scope',
  needs: 'one',
  hours: 9,
  conditions: [],
  ...over,
})

/** A branch with everybody in it, a second person at head office, and what is to be approved. */
export async function startApprovals() {
  const firm = await startService()
  const { api, ho } = firm
  const head = { id: (await api.make((db) => db.user.findUniqueOrThrow({ where: { id: ho.userId } }))).unitId }
  const ho2 = await api.signIn('head-office', head)
  const bm2 = await api.signIn('branch-manager', firm.branch)
  let made = 0
  const open = (person: Client, id: string) => person.call(approvals.open, { params: { id } })
  const waitingOf = async (by: Client, subject: string) =>
    (await by.call(approvals.list, { query: { view: 'mine', subject } })).items[0]!
  return {
    ...firm,
    ho2,
    bm2,
    head,
    open,
    /** A draft of head office, and what waits of it. */
    async draft(by: Client = ho, over: object = {}) {
      const template = await by.call(messageTemplates.draft, { body: { ...welcome, code: `t${++made}`, ...over } })
      return waitingOf(by, template.id)
    },
    /** A complaint with an answer of whoever works with it, and what waits of it. */
    async answered(by: Client, over: Parameters<typeof firm.register>[1] = {}) {
      const { id } = await firm.register(by, over)
      await firm.take(
        by,
        id,
        { step: 'accept' } as CaseStep,
        { step: 'investigate' } as CaseStep,
        { step: 'answer', note: '按约定退还' } as CaseStep,
      )
      return waitingOf(by, id)
    },
    answer: (by: Client, id: string, note: string) =>
      by.call(cases.takeStep, { params: { id }, body: { step: 'answer', note } as CaseStep }),
    waitingOf,
    decide: async (person: Client, id: string, body: ApprovalVerdict, version?: number) =>
      person.call(approvals.decide, { params: { id }, body, version: version ?? (await open(person, id)).version }),
    listed: async (person: Client, view: (typeof approvalViews)[number]) =>
      (await person.call(approvals.list, { query: { view, limit: '200' } })).items.map(({ id }) => id),
    /** Lets these steps hold for a kind from now on. */
    async flow(kind: ApprovalKind, steps: ApprovalStepDraft[]) {
      const { draft } = await ho.call(approvalFlows.saveDraft, { params: { kind }, body: { steps } })
      return ho2.call(approvalFlows.goLive, { params: { kind }, version: draft!.version })
    },
  }
}

export const approved = { verdict: 'approved', note: null } as const
export const returned = { verdict: 'returned', note: '请补充依据' } as const
export const rejected = { verdict: 'rejected', note: '不符合规定' } as const
