import { accounts } from '@rapport/contract/customer/accounts'
import { fileRoute, route } from '#http/serve.ts'
import { listAccounts } from './accounts.ts'
import { daysOfCustomer } from './customer-days.ts'
import { positionsOfCustomer } from './positions.ts'
import { listProductHoldings } from './product-holdings.ts'
import { exportProductMovements, listProductMovements } from './product-movements.ts'
import { listServiceRequests, requestService } from './service-requests.ts'
import { exportTrades, listTrades } from './trades.ts'

export const accountsRoutes = [
  route(accounts.list, ({ db, params }) => listAccounts(db, params.id)),
  route(accounts.positions, ({ db, params }) => positionsOfCustomer(db, params.id)),
  route(accounts.days, ({ db, params, query, product }) => daysOfCustomer(db, params.id, query, product.now())),
  route(accounts.productHoldings, ({ db, params }) => listProductHoldings(db, params.id)),
  route(accounts.productMovements, ({ db, params, query }) => listProductMovements(db, params.id, query)),
  fileRoute(accounts.exportProductMovements, ({ db, params, query }, after) =>
    exportProductMovements(db, params.id, query, after),
  ),
  route(accounts.trades, ({ db, params, query }) => listTrades(db, params.id, query)),
  fileRoute(accounts.exportTrades, ({ db, params, query }, after) => exportTrades(db, params.id, query, after)),
  route(accounts.requests, ({ db, params }) => listServiceRequests(db, params.id)),
  route(accounts.requestService, ({ db, viewer, params, body, product }) =>
    requestService(db, viewer, params.id, body, product.now()),
  ),
]
