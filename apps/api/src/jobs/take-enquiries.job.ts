import { carries } from '#features/marketing/enquiries/enquiries.ts'
import { takeEnquiries } from '#features/marketing/enquiries/take-enquiries.ts'
import { tellEnquiryCodes } from '#features/marketing/enquiries/tell-enquiry-codes.ts'
import type { Channels } from '#features/service/messages/sending/channel.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

/** Somebody waits at the page for each code. */
const LOOK_EVERY = 500

/** Sends codes of enquiries on each channel that there is, and makes proven ones prospects, until `stopping` says so. */
export const takeEnquiriesAlways = (
  product: Pick<Product, 'connections' | 'now' | 'seal'>,
  { channels, stopping, log }: { channels: Channels; stopping: () => boolean; log: (error: unknown) => unknown },
) =>
  Promise.all([
    ...Object.values(carries).flatMap((carrier) => {
      const out = channels[carrier]
      if (!out) return []
      const round = async () => void (await tellEnquiryCodes(product, carrier, out, stopping))
      return [lane(round, { every: LOOK_EVERY, stopping, log })]
    }),
    lane(
      async () => {
        while (!stopping() && (await takeEnquiries(product, log)));
      },
      { every: LOOK_EVERY, stopping, log },
    ),
  ])
