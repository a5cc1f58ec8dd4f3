import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { eventsRoute, rawRoute, route } from '#http/serve.ts'
import { rerunStep, startRuns, stopRun } from './ask-for-runs.ts'
import { listRuns, openRun, runInSight, runLog } from './etl-runs.ts'
import { handInFile } from './hand-in-file.ts'

export const etlRunsRoutes = [
  route(etlRuns.list, ({ db, query }) => listRuns(db, query)),
  eventsRoute(etlRuns.changes, { channel: 'etl_runs', event: 'run', read: runInSight }),
  route(etlRuns.open, ({ db, params }) => openRun(db, params.id)),
  route(etlRuns.log, ({ db, params, query }) => runLog(db, params.id, query)),
  route(etlRuns.start, ({ db, viewer, body }) => startRuns(db, viewer.id, body)),
  route(etlRuns.stop, ({ db, viewer, params }) => stopRun(db, params.id, viewer.described.username)),
  route(etlRuns.rerunStep, ({ db, viewer, params }) =>
    rerunStep(db, params.id, params.step, viewer.described.username),
  ),
  rawRoute(etlRuns.upload, ({ product, viewer, request, reply }) => handInFile(product, viewer!, request, reply)),
]
