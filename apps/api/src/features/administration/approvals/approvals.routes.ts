import { approvalDelegations } from '@rapport/contract/administration/approval-delegations'
import { approvalFlows } from '@rapport/contract/administration/approval-flows'
import { approvals } from '@rapport/contract/administration/approvals'
import { route } from '#http/serve.ts'
import { delegate, endDelegation, listDelegations, peopleToStandIn } from './approval-delegations.ts'
import { dropDraft, goLive, listFlows, rolesThatDecide, saveDraft } from './approval-flows.ts'
import { openApproval } from './approval-rows.ts'
import { doing } from './approval-subject.ts'
import { listApprovals } from './approvals.ts'
import { decideApproval, submitAgain, withdrawApproval } from './decide-approval.ts'

export const approvalsRoutes = [
  route(approvals.list, ({ db, query, product }) => listApprovals(db, query, product.now())),
  route(approvals.open, (ask) => openApproval(doing(ask), ask.params.id)),
  route(approvals.decide, (ask) => decideApproval(doing(ask), ask.params.id, ask.version, ask.body)),
  route(approvals.submitAgain, (ask) => submitAgain(doing(ask), ask.params.id, ask.version, ask.body.note)),
  route(approvals.withdraw, (ask) => withdrawApproval(doing(ask), ask.params.id, ask.version, ask.body.note)),
  route(approvalFlows.list, ({ db }) => listFlows(db)),
  route(approvalFlows.roles, ({ db }) => rolesThatDecide(db)),
  route(approvalFlows.saveDraft, ({ db, params, body }) => saveDraft(db, params.kind, body.steps)),
  route(approvalFlows.dropDraft, ({ db, params }) => dropDraft(db, params.kind)),
  route(approvalFlows.goLive, ({ db, params, version, product }) => goLive(db, params.kind, version, product.now())),
  route(approvalDelegations.list, ({ db }) => listDelegations(db)),
  route(approvalDelegations.people, ({ db, viewer, query }) => peopleToStandIn(db, viewer, query.q)),
  route(approvalDelegations.create, ({ db, viewer, body, product }) => delegate(db, viewer, body, product.now())),
  route(approvalDelegations.end, ({ db, params, product }) => endDelegation(db, params.id, product.now())),
]
