import { CtiEvent, calls, cti } from '@rapport/contract/service/calls'
import { signedJson } from '#features/service/inbound/signed-json.ts'
import { type RawAsk, rawRoute, route } from '#http/serve.ts'
import { callSettings, currentCall, listCalls, openCall, recordCall, setExtension } from './calls.ts'
import { takeEvent } from './take-event.ts'

async function take({ product, request, reply }: RawAsk<typeof cti.take>) {
  await takeEvent(product, signedJson(CtiEvent, product.calling.key, request, product.now()))
  return reply.code(204).send()
}

export const callsRoutes = [
  route(calls.list, ({ db, query, product }) => listCalls(db, product.seal, query)),
  route(calls.current, ({ db, product }) => currentCall(db, product.seal, product.now())),
  route(calls.settings, ({ db, product }) => callSettings(db, product)),
  rawRoute(calls.setExtension, ({ product, viewer, body }) => setExtension(product, viewer!, body.extension)),
  route(calls.open, ({ db, params, product }) => openCall(db, product.seal, params.id)),
  route(calls.record, ({ db, viewer, params, body, product }) =>
    recordCall(db, product.seal, viewer, params.id, body, product.now()),
  ),
  rawRoute(cti.take, take),
]
