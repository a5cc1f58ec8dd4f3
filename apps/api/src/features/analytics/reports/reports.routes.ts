import { reports } from '@rapport/contract/analytics/reports'
import { route, streamRoute } from '#http/serve.ts'
import { exportReport } from './export-report.ts'
import { createReport, editReport, listReports, openReport, removeReport } from './reports.ts'
import { runReport } from './run-report.ts'

export const reportsRoutes = [
  route(reports.run, ({ db, viewer, body }) => runReport(db, viewer, body)),
  streamRoute(reports.exportRows, ({ db, viewer, body }) => exportReport(db, viewer, body)),
  route(reports.list, ({ db }) => listReports(db)),
  route(reports.open, ({ db, params }) => openReport(db, params.id)),
  route(reports.create, ({ db, viewer, body }) => createReport(db, viewer, body)),
  route(reports.edit, ({ db, viewer, params, version, body }) =>
    editReport(db, viewer, { id: params.id, version }, body),
  ),
  route(reports.remove, ({ db, params, version }) => removeReport(db, { id: params.id, version })),
]
