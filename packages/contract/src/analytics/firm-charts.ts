import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { decimal, id, instant, month, queryInteger, queryList } from '#shapes.ts'
import { chartNames, rankable } from './chart-catalogue.ts'
import { indicatorCodes, indicatorUnits } from './indicator-catalogue.ts'

/** What a row is compared with: the period before it, or the same a year before. */
export const comparisons = ['period', 'year'] as const

/** What a chart is made of that nobody has loaded: it is not zero, it is not known. */
export const missingParts = ['valuation', 'market', 'index', 'contacts', 'income', 'model'] as const

const values = z.array(decimal.nullable())

const ChartColumn = z.strictObject({
  name: z.string(),
  indicator: z.enum(indicatorCodes),
  unit: z.enum(indicatorUnits),
  /** What the firm wants it to be, where it says so of all that is shown here. */
  target: decimal.nullable(),
})

const ChartComparison = z.strictObject({
  with: z.enum(comparisons),
  values,
  /** By what part amounts and counts changed; by how much ratios did. Null where either is not known, or nothing was before. */
  changes: values,
})

const ChartRow = z.strictObject({
  /** What the row is: a month, the id of a unit or a person, the code of a band or state. */
  key: z.string(),
  /** Its row in a chart of two dimensions: the month of a cohort, a weekday, the unit of a person, the tier before. */
  group: z.string().nullable(),
  /** Its name where that is data; others are named in words. */
  label: z.string().nullable(),
  /** In the order of the columns. */
  values,
  compared: z.array(ChartComparison),
  /** The same chart a step further down the organisation: its unit. */
  opens: id.nullable(),
  /** The list of what was counted here, where there is one. */
  list: z
    .strictObject({
      of: z.enum(['customers', 'care-visits', 'cases', 'tasks']),
      filter: z.record(z.string(), z.string()),
    })
    .nullable(),
})
export type ChartRow = z.infer<typeof ChartRow>

export const ChartAnswer = z
  .strictObject({
    chart: z.enum(chartNames),
    /** The day its figures are as of, YYYY-MM-DD. */
    asOf: z.string(),
    readAt: instant,
    /** Null: all in sight. */
    unitId: id.nullable(),
    currency: z.string(),
    currencies: z.array(z.string()),
    missing: z.array(z.enum(missingParts)),
    /** The last row is a month that goes on: compared with as many trading days of the other months. Null where it is over. */
    tradingDays: z.int().nullable(),
    /** What keys and groups are called in the reader's language, where that is data; in the order in which they stand. */
    names: z.record(z.string(), z.string()),
    columns: z.array(ChartColumn),
    rows: z.array(ChartRow),
  })
  .meta({ id: 'ChartAnswer' })
export type ChartAnswer = z.infer<typeof ChartAnswer>

export const ChartQuery = z.strictObject({
  unit: id.optional(),
  /** The months up to `to`, the present one where it is not said. */
  months: queryInteger(1, 60, 13),
  to: month.optional(),
  currency: z
    .string()
    .max(3)
    .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
    .optional(),
  compare: queryList(comparisons).optional(),
  /** What units and staff are ranked by. */
  by: z.enum(rankable).optional(),
})
export type ChartQuery = z.infer<typeof ChartQuery>

export const firmCharts = {
  open: endpoint('GET /charts/:chart', {
    summary: 'A head-office chart: its columns with their indicators, and its rows with what is behind them',
    permission: 'chart.read',
    params: z.strictObject({ chart: z.enum(chartNames) }),
    query: ChartQuery,
    reply: ChartAnswer,
  }),
}
