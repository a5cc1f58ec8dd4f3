import { type ChartName, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartAnswer, ChartQuery } from '@rapport/contract/analytics/firm-charts'
import { type IndicatorCode, indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { knownOf, type Reading, refuseForeignUnit } from '#features/analytics/charts/chart-scope.ts'
import { lastDayOf } from '#features/analytics/charts/months.ts'
import { currencyOf } from '#features/analytics/charts/traded-value.ts'
import { targetsOf } from '#features/analytics/indicators/indicators.ts'
import type { ChartReading } from './chart-reading.ts'
import { registry } from './registry.ts'

/** A chart as the viewer sees it; 404 for a unit out of sight. */
export async function answerChart(
  reading: Omit<Reading, 'unit'> & Pick<ChartReading, 'locale'>,
  chart: ChartName,
  query: ChartQuery,
): Promise<ChartAnswer> {
  const of = { ...reading, unit: query.unit, query }
  await refuseForeignUnit(of)
  const inCurrency = await currencyOf(of, query.currency)
  const drawn = await registry[chart]({ ...of, ...inCurrency })
  const { asOf, missing = [], tradingDays = null, names = {}, ...rest } = drawn
  const known = knownOf(of, asOf ?? (query.to ? lastDayOf(query.to) : undefined))
  const columns = await columnsOf(of, chart)
  return { chart, ...known, ...inCurrency, missing, tradingDays, names, columns, ...rest }
}

/**
 * The columns of a chart; a ranking's first is what it is ranked by. Targets are the firm's: an amount's is shown where all of
 * the firm is, a ratio's everywhere.
 */
async function columnsOf(reading: Reading & { query: ChartQuery }, chart: ChartName): Promise<ChartAnswer['columns']> {
  const { db, unit, query } = reading
  const targets = await targetsOf(db)
  const whole = unit === undefined && db.viewer?.scope === 'all'
  return Object.entries(chartCatalogue[chart].columns).map(([name, code]: [string, IndicatorCode]) => {
    const indicator = chart === 'units' && name === 'value' && query.by ? query.by : code
    const { unit: written } = indicatorCatalogue[indicator]
    const shown = whole || written === 'percent' || written === 'permille'
    return { name, indicator, unit: written, target: shown ? (targets.get(indicator) ?? null) : null }
  })
}
