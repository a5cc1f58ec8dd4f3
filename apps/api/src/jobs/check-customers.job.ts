import { checkChangedCustomers } from '#features/customer/customer-findings/check-customers.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Keeps what is wrong with the records of customers up to date, until `stopping` says so. */
export const checkCustomers = (
  product: Pick<Product, 'connections' | 'seal' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await checkChangedCustomers(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
