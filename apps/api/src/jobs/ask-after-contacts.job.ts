import { inviteAfterContacts } from '#features/service/surveys/after-contacts.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

/** Nobody wants to be asked in the very minute of the contact. */
const LOOK_EVERY = 60_000

/** Asks customers after contacts, where a survey says so, until `stopping` says so. */
export const askAfterContactsAlways = (
  product: Pick<Product, 'connections' | 'now' | 'seal' | 'channels'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) => lane(() => inviteAfterContacts(product), { every: LOOK_EVERY, stopping, log })
