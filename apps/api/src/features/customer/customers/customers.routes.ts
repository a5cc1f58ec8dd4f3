import { customers } from '@rapport/contract/customer/customers'
import { fileRoute, route } from '#http/serve.ts'
import { createCustomer } from './create-customer.ts'
import { meansOf } from './customer-filter.ts'
import { editCustomer, handOver, openCustomer, removeCustomer, restoreCustomer } from './customers.ts'
import { groupCustomers } from './group-customers.ts'
import { exportCustomers, listCustomers } from './list-customers.ts'
import { lookUpCustomers } from './look-up.ts'

export const customersRoutes = [
  route(customers.list, (ask) => listCustomers(ask.db, ask.query, meansOf(ask))),
  route(customers.lookUp, (ask) => lookUpCustomers(ask.db, ask.body.number, meansOf(ask))),
  route(customers.groups, ({ db, query: { by, ...filter }, ...ask }) => groupCustomers(db, filter, by, meansOf(ask))),
  fileRoute(customers.exportRows, (ask, after) => exportCustomers(ask.db, ask.query, after, meansOf(ask))),
  route(customers.create, (ask) => createCustomer(ask.db, ask.viewer, ask.body, meansOf(ask))),
  route(customers.open, ({ db, params }) => openCustomer(db, params.id)),
  route(customers.edit, ({ db, params, version, body, viewer }) =>
    editCustomer(db, params.id, version, body, viewer.described.today),
  ),
  route(customers.remove, async ({ db, params, version, product }) => {
    await removeCustomer(db, params.id, version, product.now())
    return {}
  }),
  route(customers.restore, ({ db, params }) => restoreCustomer(db, params.id)),
  route(customers.handOver, ({ db, params, version, body }) => handOver(db, params.id, version, body)),
]
