import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { route } from '#http/serve.ts'
import { dismissIssue, fixIssue } from './decide.ts'
import { listIssues, openIssue } from './quality-issues.ts'
import { replayBatch } from './replay-batch.ts'

export const qualityIssuesRoutes = [
  route(qualityIssues.list, ({ db, query }) => listIssues(db, query)),
  route(qualityIssues.open, ({ db, viewer, params, product }) =>
    openIssue({ db, viewer, seal: product.seal }, params.id),
  ),
  route(qualityIssues.fix, ({ db, viewer, params, version, body, product }) =>
    fixIssue({ db, viewer, seal: product.seal }, params.id, version, body),
  ),
  route(qualityIssues.dismiss, ({ db, viewer, params, version, body, product }) =>
    dismissIssue({ db, viewer, seal: product.seal }, params.id, version, body.note),
  ),
  route(qualityIssues.replay, ({ db, viewer, body }) => replayBatch(db, viewer.id, body.batchId)),
]
