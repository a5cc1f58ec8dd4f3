import { meetings } from '@rapport/contract/service/meetings'
import { route } from '#http/serve.ts'
import { cancelMeeting, changeMeeting, openMeeting, planMeeting } from './meetings.ts'

export const meetingsRoutes = [
  route(meetings.create, ({ db, viewer, body, product }) => planMeeting(db, viewer, body, product.now())),
  route(meetings.open, ({ db, params }) => openMeeting(db, params.id)),
  route(meetings.change, ({ db, viewer, params, version, body, product }) =>
    changeMeeting(db, viewer, params.id, version, body, product.now()),
  ),
  route(meetings.cancel, ({ db, params, body }) => cancelMeeting(db, params.id, body.reason)),
]
