import { customerReports, reportBatches } from '@rapport/contract/analytics/customer-reports'
import { downloadRoute, route } from '#http/serve.ts'
import { askForReport, downloadReport, listReports } from './customer-reports.ts'
import { askForBatch, downloadBatch, listBatches, openBatch, stopBatch } from './report-batches.ts'
import { askToSend } from './sending.ts'

export const customerReportsRoutes = [
  route(customerReports.list, ({ db, params, product }) => listReports(db, params.id, product.mailing)),
  route(customerReports.create, ({ db, params, body }) => askForReport(db, params.id, body)),
  downloadRoute(customerReports.file, (ask) => downloadReport(ask, ask.product.seal)),
  route(customerReports.send, ({ db, params, product }) => askToSend(db, params.id, product.mailing)),
  route(reportBatches.list, ({ db, params, viewer }) => listBatches(db, params.id, viewer.described.today)),
  route(reportBatches.create, ({ db, params, viewer, body }) => askForBatch(db, viewer, params.id, body)),
  route(reportBatches.open, ({ db, params }) => openBatch(db, params.id)),
  route(reportBatches.stop, ({ db, params }) => stopBatch(db, params.id)),
  downloadRoute(reportBatches.file, (ask) => downloadBatch(ask, ask.product.seal)),
]
