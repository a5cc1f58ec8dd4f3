import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { route } from '#http/serve.ts'
import { compareCustomers } from './compare.ts'
import { mergeCustomers } from './merge-customers.ts'

export const customerMergesRoutes = [
  route(customerMerges.compare, ({ db, query, product }) => compareCustomers(db, query, product.seal)),
  route(customerMerges.merge, ({ db, params, version, body }) => mergeCustomers(db, params.id, version, body)),
]
