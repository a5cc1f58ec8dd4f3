import { callNewAccounts } from '#features/service/call-backs/new-account-call-backs.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

/** New accounts come with a day's data; nobody waits for the minute. */
const LOOK_EVERY = 60_000

/** Has whoever opened an account called back, until `stopping` says so. */
export const callNewAccountsAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await callNewAccounts(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
