import { charts } from '@rapport/contract/analytics/charts'
import { type Ask, route } from '#http/serve.ts'
import { branchRanking } from './branch-ranking.ts'
import type { Reading } from './chart-scope.ts'
import { customersByLevel, newCustomersByMonth } from './customer-charts.ts'
import { tradedValueByMonth } from './traded-value.ts'
import { visitsByBranchAndWeek } from './visits-chart.ts'

const reading = ({
  db,
  viewer,
  product,
  query,
}: Pick<Ask, 'db' | 'viewer' | 'product'> & { query: { unit?: string | undefined } }): Reading => ({
  db,
  unit: query.unit,
  now: product.now(),
  today: viewer.described.today,
})

export const chartsRoutes = [
  route(charts.customersByLevel, (ask) => customersByLevel(reading(ask))),
  route(charts.newCustomersByMonth, (ask) => newCustomersByMonth(reading(ask), ask.query)),
  route(charts.visitsByBranchAndWeek, (ask) => visitsByBranchAndWeek(reading(ask), ask.query)),
  route(charts.tradedValueByMonth, (ask) => tradedValueByMonth(reading(ask), ask.query)),
  route(charts.branchRanking, (ask) => branchRanking(reading(ask), ask.query)),
]
