import { z } from 'zod'
import { id } from '#shapes.ts'
import { type ChartName, chartCatalogue, chartNames, rankable } from './chart-catalogue.ts'
import { overviewCharts } from './charts.ts'
import { comparisons } from './firm-charts.ts'
import type { IndicatorCode } from './indicator-catalogue.ts'

/** Everything drawn on the page of charts. */
export const tileCharts = [...overviewCharts, ...chartNames] as const
export type TileChart = (typeof tileCharts)[number]

/** What a figure counts from where its chart begins: it says nothing by itself. */
const relative: readonly IndicatorCode[] = ['net-inflow-running', 'market-index']

/** Where the last figure of an indicator is read: the first chart of months that shows it, and its column there. */
const sources = new Map<IndicatorCode, { chart: ChartName; column: string }>()
for (const chart of chartNames)
  for (const [column, code] of Object.entries(chartCatalogue[chart].columns) as [string, IndicatorCode][])
    if (chartCatalogue[chart].grain === 'month' && !sources.has(code) && !relative.includes(code))
      sources.set(code, { chart, column })
export const sourceOf = (code: IndicatorCode) => sources.get(code)
/** Indicators of which a dashboard can show the last figure. */
export const tileIndicators = [...sources.keys()] as [IndicatorCode, ...IndicatorCode[]]

/** Parts of the daily work: counts of customers and visits, and lists of what is to be done. */
export const workParts = [
  'counts',
  'tasks',
  'birthdays',
  'not-contacted',
  'visits',
  'overdue',
  'expired',
  'expiring',
  'at-risk',
  'idle-cash',
  'changed',
] as const
export type WorkPart = (typeof workParts)[number]

export const tileWidths = [1, 2, 3] as const
/** Columns of the grid that a tile takes. */
const width = z.int().min(1).max(3)
/** Of a unit other than all in sight, in a currency other than the firm's. */
const scope = {
  unit: id.optional(),
  currency: z
    .string()
    .max(3)
    .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
    .optional(),
}
const as = z.enum(['chart', 'table'])

/** One tile: what is shown and how wide. It holds no figures: whoever looks reads them in their own sight. */
export const Tile = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('chart'),
      chart: z.enum(tileCharts),
      ...scope,
      months: z.int().min(1).max(60).optional(),
      compare: z.array(z.enum(comparisons)).min(1).max(2).optional(),
      /** What units are ranked by. */
      by: z.enum(rankable).optional(),
      /** Units as tiles of one size instead of bars. */
      drawn: z.enum(['tiles']).optional(),
      as: as.optional(),
      width,
    }),
    z.strictObject({ kind: z.literal('indicator'), indicator: z.enum(tileIndicators), ...scope, width }),
    z.strictObject({ kind: z.literal('report'), report: id, as, width }),
    z.strictObject({ kind: z.literal('work'), part: z.enum(workParts), width }),
  ])
  .meta({ id: 'Tile' })
export type Tile = z.infer<typeof Tile>
export type TileOf<Kind extends Tile['kind']> = Extract<Tile, { kind: Kind }>
