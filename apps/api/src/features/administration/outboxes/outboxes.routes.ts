import { outboxes } from '@rapport/contract/administration/outboxes'
import { route } from '#http/serve.ts'
import { listOutboxes } from './outboxes.ts'

export const outboxesRoutes = [
  route(outboxes.list, async ({ product }) => ({
    items: await listOutboxes(product),
    alarmMinutes: product.outboxAlarmMinutes,
  })),
]
