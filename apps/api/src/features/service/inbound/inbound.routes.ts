import { InboundMessage, inbound } from '@rapport/contract/service/messages'
import { refusedInput } from '#http/errors.ts'
import { Refused } from '#http/refused.ts'
import { type RawAsk, rawRoute } from '#http/serve.ts'
import { isSigned } from './signatures.ts'
import { takeInbound } from './take-inbound.ts'

/** 401 for whoever has not signed with the key of the gateway just now; nothing of the body is looked at before. */
async function take({ product, params, request, reply }: RawAsk<typeof inbound.take>) {
  const key = product.webhookKeys[params.gateway]
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const { 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers
  if (!key || !isSigned(key, { timestamp, signature, body }, product.now())) throw new Refused(401, 'not-signed')
  const told = InboundMessage.safeParse(jsonIn(body))
  if (!told.success) throw refusedInput(told.error.issues)
  await takeInbound(product, params.gateway, told.data)
  return reply.code(204).send()
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refused(400, 'malformed')
  }
}

export const inboundRoutes = [rawRoute(inbound.take, take)]
