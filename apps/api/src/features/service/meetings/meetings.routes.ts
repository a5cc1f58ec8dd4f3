import { meetings } from '@rapport/contract/service/meetings'
import { route } from '#http/serve.ts'
import { cancelMeeting, changeMeeting, openMeeting, planMeeting } from './meetings.ts'
import { endTime, moveTime } from './parts-of-series.ts'

export const meetingsRoutes = [
  route(meetings.create, ({ db, viewer, body, product }) => planMeeting(db, viewer, body, product.now())),
  route(meetings.open, ({ db, params }) => openMeeting(db, params.id)),
  route(meetings.change, ({ db, viewer, params, version, body, product }) =>
    changeMeeting(db, viewer, params.id, version, body, product.now()),
  ),
  route(meetings.move, ({ db, viewer, params, version, body, product }) =>
    moveTime(db, viewer, params.id, version, body, product.now()),
  ),
  route(meetings.end, ({ db, viewer, params, version, body, product }) =>
    endTime(db, viewer, params.id, version, body, product.now()),
  ),
  route(meetings.cancel, ({ db, params, body }) => cancelMeeting(db, params.id, body.reason)),
]
