import { operations } from '@rapport/contract/operations'
import { openapi } from '#http/openapi.ts'
import { Refused } from '#http/refused.ts'
import { rawRoute, route } from '#http/serve.ts'

let description: Record<string, unknown> | undefined

export const operationsRoutes = (state: { draining: boolean }) => [
  rawRoute(operations.live, async () => ({ status: 'ok' })),
  rawRoute(operations.ready, async ({ product }) => {
    if (state.draining) throw new Refused(503, 'draining', { retryAfter: 1 })
    await product.connections.ask('ready', 'select 1', [])
    return { status: 'ok' }
  }),
  route(operations.openapi, async () => {
    description ??= openapi()
    return description
  }),
]
