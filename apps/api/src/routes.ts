import { operationsRoutes } from '#features/administration/operations/operations.routes.ts'
import { sessionRoutes } from '#features/administration/session/session.routes.ts'
import type { Route } from '#http/serve.ts'

/** Every route of the product, by feature. The start stops when one that the contract promises is missing. */
export const routes = (state: { draining: boolean }): Route[] => [...operationsRoutes(state), ...sessionRoutes]
