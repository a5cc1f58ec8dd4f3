import { type ChartName, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartAnswer, ChartQuery } from '@rapport/contract/analytics/firm-charts'
import { type IndicatorCode, indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { knownOf, type Reading, refuseForeignUnit } from '#features/analytics/charts/chart-scope.ts'
import { lastDayOf } from '#features/analytics/charts/months.ts'
import { currencyOf } from '#features/analytics/charts/traded-value.ts'
import { registry } from './registry.ts'

/** A chart as the viewer sees it; 404 for a unit out of sight. */
export async function answerChart(
  reading: Omit<Reading, 'unit'>,
  chart: ChartName,
  query: ChartQuery,
): Promise<ChartAnswer> {
  const of = { ...reading, unit: query.unit }
  await refuseForeignUnit(of)
  const inCurrency = await currencyOf(of, query.currency)
  const { rows, asOf, missing = [], tradingDays = null } = await registry[chart]({ ...of, query, ...inCurrency })
  const known = knownOf(of, asOf ?? (query.to ? lastDayOf(query.to) : undefined))
  return { chart, ...known, ...inCurrency, missing, tradingDays, columns: columnsOf(chart, query), rows }
}

/** The columns of a chart; a ranking's first is what it is ranked by. */
const columnsOf = (chart: ChartName, { by }: ChartQuery): ChartAnswer['columns'] =>
  Object.entries(chartCatalogue[chart].columns).map(([name, code]: [string, IndicatorCode]) => {
    const indicator = chart === 'units' && name === 'value' && by ? by : code
    return { name, indicator, unit: indicatorCatalogue[indicator].unit, target: null }
  })
