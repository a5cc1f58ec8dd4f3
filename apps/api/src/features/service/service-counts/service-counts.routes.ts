import { serviceCounts } from '@rapport/contract/service/service-counts'
import { route } from '#http/serve.ts'
import { listCounts } from './service-counts.ts'

export const serviceCountsRoutes = [
  route(serviceCounts.list, ({ db, viewer, query }) => listCounts(db, query, viewer.described.today)),
]
