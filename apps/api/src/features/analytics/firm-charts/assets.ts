import { type Decimal, divide, parseDecimal } from '@rapport/finance/decimal'
import { firstDayOf, lastDayOf } from '#features/analytics/charts/months.ts'
import type { ChartReading, Draw } from './chart-reading.ts'
import { written } from './compare.ts'
import { ofMonths } from './months-chart.ts'
import { level } from './sums.ts'

const nothing = { ...level('closing_assets'), sql: 'null::numeric', none: null }
const sums = ofMonths('assets', { assets: level('closing_assets'), index: nothing })

/** Client assets at the end of each month, beside a market index that is 100 in the first month for which it is known. */
export const assets: Draw = async (reading) => {
  const drawn = await sums(reading)
  const closes = await indexCloses(reading, drawn.rows[0]!.key, drawn.rows.at(-1)!.key)
  const base = drawn.rows.map(({ key }) => closes.get(key)).find((close) => close !== undefined)
  for (const row of drawn.rows) row.values[1] = base ? rebased(closes.get(row.key), base) : null
  return base ? drawn : { ...drawn, missing: [...(drawn.missing ?? []), 'index'] }
}

function rebased(close: Decimal | undefined, base: Decimal): string | null {
  const times = close && divide({ ...close, units: close.units * 100n }, base, 4)
  return times ? written(times) : null
}

/** The last close of each month of the index whose code comes first. */
async function indexCloses({ db }: ChartReading, from: string, to: string): Promise<Map<string, Decimal>> {
  const rows = await db.rows<{ month: string; close: string }>(
    'firm.index',
    `select g.month, (select c.close from warehouse.closes c where c.security_id = s.id and c.day >= g.day
              and c.day < g.day + interval '1 month' order by c.day desc limit 1)::text as close
     from (select id from securities where lower(category) = 'index' order by code limit 1) s
     cross join (select to_char(d, 'YYYY-MM') as month, d::date as day
                 from generate_series($1::date, $2::date, interval '1 month') d) g`,
    [firstDayOf(from), lastDayOf(to)],
  )
  return new Map(rows.flatMap(({ month, close }) => (close === null ? [] : [[month, parseDecimal(close)] as const])))
}
