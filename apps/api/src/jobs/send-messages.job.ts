import type { MessageChannel } from '@rapport/contract/service/message-templates'
import type { Channels } from '#features/service/messages/sending/channel.ts'
import { sendMessages } from '#features/service/messages/sending/send-messages.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Sends messages to customers on each channel that there is, until `stopping` says so. */
export const sendMessagesAlways = (
  product: Pick<Product, 'connections' | 'now' | 'seal'> & { origin: string | null },
  { channels, stopping, log }: { channels: Channels; stopping: () => boolean; log: (error: unknown) => unknown },
) =>
  Promise.all(
    Object.entries(channels).map(([name, channel]) =>
      lane(async () => void (await sendMessages(product, name as MessageChannel, channel, stopping)), {
        every: LOOK_EVERY,
        stopping,
        log,
      }),
    ),
  )
