import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { route } from '#http/serve.ts'
import { answerChart } from './answer-chart.ts'

export const firmChartsRoutes = [
  route(firmCharts.open, ({ db, viewer, product, params, query }) =>
    answerChart(
      { db, now: product.now(), today: viewer.described.today, locale: viewer.described.preferences.locale },
      params.chart,
      query,
    ),
  ),
]
