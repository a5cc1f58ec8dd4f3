import { workLogs } from '@rapport/contract/service/work-logs'
import { fileRoute, route } from '#http/serve.ts'
import { exportWorkLogs, listWorkLogs } from './work-log-list.ts'
import { commentLog, missingLogs, openDay, openWorkLog, writeLog } from './work-logs.ts'

export const workLogsRoutes = [
  route(workLogs.list, ({ db, query }) => listWorkLogs(db, query)),
  fileRoute(workLogs.exportRows, ({ db, query }, after) => exportWorkLogs(db, query, after)),
  route(workLogs.missing, ({ db, viewer, query }) => missingLogs(db, viewer, query)),
  route(workLogs.openDay, ({ db, viewer, params }) => openDay(db, viewer, params.day)),
  route(workLogs.write, ({ db, viewer, params, body, product }) =>
    writeLog(db, viewer, params.day, body, product.now()),
  ),
  route(workLogs.open, ({ db, viewer, params }) => openWorkLog(db, viewer, params.id)),
  route(workLogs.comment, ({ db, viewer, params, body, product }) =>
    commentLog(db, viewer, params.id, body.comment, product.now()),
  ),
]
