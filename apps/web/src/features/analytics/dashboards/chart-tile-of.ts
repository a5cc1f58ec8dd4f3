import { type ChartName, chartCatalogue, rankable } from '@rapport/contract/analytics/chart-catalogue'
import type { TileChart, TileOf } from '@rapport/contract/analytics/dashboard-tiles'
import { comparisons } from '@rapport/contract/analytics/firm-charts'

/** What is chosen of charts, as addresses have it; on a dashboard it takes the place of what its tiles say. */
export interface Choices {
  unit?: string | undefined
  months?: number | undefined
  currency?: string | undefined
  /** Comparisons, separated by commas. */
  compare?: string | undefined
  by?: string | undefined
}

/** Months shown where nobody chooses. */
export const MONTHS = 13

/** What is pinned of a chart as it stands on its page. */
export function chartTile(
  chart: TileChart,
  { unit, months, currency, compare, by }: Choices,
  units?: 'tiles',
): TileOf<'chart'> {
  const compared = comparisons.filter((one) => compare?.split(',').includes(one))
  return {
    kind: 'chart',
    chart,
    unit,
    months: months === MONTHS ? undefined : months,
    currency,
    compare: compared.length > 0 ? compared : undefined,
    by: rankable.find((one) => one === by),
    drawn: units,
    width: 2,
  }
}

/** What a tile asks for: as it was pinned, but for what is chosen for the whole dashboard. */
export function choicesOf(tile: TileOf<'chart'>, over: Choices): Choices {
  const compare = over.compare ?? tile.compare?.join(',')
  // A ranking tells how many ranks one rose or fell: never without the month before.
  const ranks = !isOverview(tile.chart) && chartCatalogue[tile.chart].question === 'ranking'
  return {
    unit: over.unit ?? tile.unit,
    months: over.months ?? tile.months,
    currency: over.currency ?? tile.currency,
    compare: ranks ? (compare?.includes('year') ? 'period,year' : 'period') : compare,
    by: tile.by,
  }
}

/** Choices as a query; those that nobody made are left out. */
export const queryOf = (choices: Choices): Record<string, string> =>
  Object.fromEntries(Object.entries(choices).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])))

/** Whether it is one of the charts that a manager looks at first. */
export const isOverview = (chart: TileChart): chart is Exclude<TileChart, ChartName> => !(chart in chartCatalogue)

/** The same chart on the page of charts. */
export function pageOf({ chart, drawn }: Pick<TileOf<'chart'>, 'chart' | 'drawn'>, choices: Choices): string {
  const view: Record<string, string> = isOverview(chart) ? {} : { view: chartCatalogue[chart].question }
  const query = { ...view, ...queryOf(choices), ...(drawn ? { 'units.draw': drawn } : {}) }
  const text = new URLSearchParams(query).toString()
  return text ? `/charts?${text}` : '/charts'
}
