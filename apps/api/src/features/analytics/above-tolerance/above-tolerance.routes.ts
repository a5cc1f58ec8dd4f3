import { aboveTolerance } from '@rapport/contract/analytics/above-tolerance'
import { route } from '#http/serve.ts'
import { customersAboveTolerance } from './above-tolerance.ts'

export const aboveToleranceRoutes = [route(aboveTolerance.list, ({ db, query }) => customersAboveTolerance(db, query))]
