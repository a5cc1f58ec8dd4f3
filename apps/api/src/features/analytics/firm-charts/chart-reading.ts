import type { ChartAnswer, ChartQuery, ChartRow } from '@rapport/contract/analytics/firm-charts'
import type { Reading } from '#features/analytics/charts/chart-scope.ts'

/** Who reads a chart and what of it; amounts are of one currency. */
export interface ChartReading extends Reading {
  query: ChartQuery
  currency: string
  currencies: readonly string[]
  /** The reader's language, for names that the firm has in several. */
  locale: 'en' | 'zh-CN'
}

/** What a chart draws; what all charts say of themselves is added to it. */
export interface Drawn {
  rows: ChartRow[]
  /** The day its figures are as of, where it is not today. */
  asOf?: string
  missing?: ChartAnswer['missing']
  tradingDays?: number | null
  /** Where its amounts are in one currency, whatever is asked for. */
  currency?: string
  currencies?: string[]
  /** What keys of its rows are called, where that is data. */
  names?: Record<string, string>
}

/** One chart: reads what is kept, as the viewer sees it. */
export type Draw = (reading: ChartReading) => Promise<Drawn>

/** A row with nothing behind it but what is said. */
export const rowOf = (row: Pick<ChartRow, 'key' | 'values'> & Partial<ChartRow>): ChartRow => ({
  group: null,
  label: null,
  compared: [],
  opens: null,
  list: null,
  ...row,
})

/** The customers of a list under this filter, in the unit that is read. */
export const customersWhere = (reading: ChartReading, filter: Record<string, string>): ChartRow['list'] => ({
  of: 'customers',
  filter: { ...filter, ...(reading.unit ? { unit: reading.unit } : {}) },
})

/** Who traded in a month, in the currency of the chart where there are several. */
export const tradersOf = (reading: ChartReading, month: string) =>
  customersWhere(reading, {
    tradedIn: month,
    ...(reading.currencies.length > 1 ? { tradedCurrency: reading.currency } : {}),
  })
