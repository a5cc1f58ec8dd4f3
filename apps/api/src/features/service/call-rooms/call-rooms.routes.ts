import { callRooms, MeetingEvent, meetingGateway, roomLinks } from '@rapport/contract/service/call-rooms'
import { signedJson } from '#features/service/inbound/signed-json.ts'
import { type RawAsk, rawRoute, route } from '#http/serve.ts'
import { currentRoom, endRoom, startRoom } from './call-rooms.ts'
import { addLink, joinByLink, openLink, sendLink } from './room-links.ts'
import { takeRoomEvent } from './take-room-event.ts'

async function take({ product, request, reply }: RawAsk<typeof meetingGateway.take>) {
  await takeRoomEvent(product, signedJson(MeetingEvent, product.meetings?.webhookKey, request, product.now()))
  return reply.code(204).send()
}

export const callRoomsRoutes = [
  rawRoute(callRooms.start, ({ product, viewer, params, body }) => startRoom(product, viewer!, params.id, body.kind)),
  route(callRooms.current, ({ db, product, viewer }) => currentRoom(db, product, viewer)),
  route(callRooms.addLink, ({ db, product, viewer, params }) => addLink(db, viewer, params.id, product.now())),
  route(callRooms.sendLink, ({ db, product, viewer, params, body }) =>
    sendLink(db, product, viewer, params.id, body.channel),
  ),
  rawRoute(callRooms.end, ({ product, viewer, params }) => endRoom(product, viewer!, params.id)),
  rawRoute(roomLinks.open, ({ product, params, request }) => openLink(product, params.token, request.ip)),
  rawRoute(roomLinks.join, ({ product, params, request }) => joinByLink(product, params.token, request.ip)),
  rawRoute(meetingGateway.take, take),
]
