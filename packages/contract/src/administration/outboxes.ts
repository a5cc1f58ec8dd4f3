import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { messageChannels } from '#service/message-templates.ts'
import { count } from '#shapes.ts'

/** What waits to leave the house: messages by channel, and customers' reports by e-mail. */
export const outboxNames = [...messageChannels, 'customer-reports'] as const

export const Outbox = z
  .strictObject({
    name: z.enum(outboxNames),
    /** Whether the firm has set up what carries it out. */
    connected: z.boolean(),
    /** Due now and not sent. */
    waiting: count,
    /** Put off: to a time at which the customer may be written to, or to the next try. */
    later: count,
    /** How long the oldest that is due waits, in seconds; null where none does. */
    oldestSeconds: count.nullable(),
    /** The oldest waits longer than `alarmMinutes`. */
    late: z.boolean(),
  })
  .meta({ id: 'Outbox' })
export type Outbox = z.infer<typeof Outbox>

export const outboxes = {
  list: endpoint('GET /outboxes', {
    summary: 'How much waits to leave by each channel, and how long the oldest has waited',
    permission: 'data-centre.read',
    reply: z.strictObject({
      items: z.array(Outbox),
      /** After so many minutes of waiting whoever looks after the data centre is told. */
      alarmMinutes: count,
    }),
  }),
}
