import { collectedTables } from '@rapport/contract/administration/collected-tables'
import { route } from '#http/serve.ts'
import { openTable } from './collected-tables.ts'

export const collectedTablesRoutes = [
  route(collectedTables.open, ({ db, params, viewer, product }) =>
    openTable(db, params.itemId, { clearance: viewer.clearance, seal: product.seal }),
  ),
]
