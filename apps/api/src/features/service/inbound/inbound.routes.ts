import { InboundMessage, inbound } from '@rapport/contract/service/messages'
import { type RawAsk, rawRoute } from '#http/serve.ts'
import { signedJson } from './signed-json.ts'
import { takeInbound } from './take-inbound.ts'

async function take({ product, params, request, reply }: RawAsk<typeof inbound.take>) {
  const told = signedJson(InboundMessage, product.webhookKeys[params.gateway], request, product.now())
  await takeInbound(product, params.gateway, told)
  return reply.code(204).send()
}

export const inboundRoutes = [rawRoute(inbound.take, take)]
