import { reportSchedules } from '@rapport/contract/analytics/report-schedules'
import { route } from '#http/serve.ts'
import { createSchedule, editSchedule, openSchedule, removeSchedule, sendNow } from './report-schedules.ts'

export const reportSchedulesRoutes = [
  route(reportSchedules.open, async ({ db, params, product }) => ({
    schedule: await openSchedule(db, params.id),
    mailing: product.mailing,
  })),
  route(reportSchedules.create, (ask) => createSchedule(ask.db, ask, ask.params.id, ask.body)),
  route(reportSchedules.edit, ({ db, viewer, params, version, body }) =>
    editSchedule(db, viewer, { id: params.id, version }, body),
  ),
  route(reportSchedules.send, ({ db, params }) => sendNow(db, params.id)),
  route(reportSchedules.remove, ({ db, params, version }) => removeSchedule(db, { id: params.id, version })),
]
