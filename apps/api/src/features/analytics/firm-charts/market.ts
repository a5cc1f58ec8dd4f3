import { firstDayOf, lastDayOf } from '#features/analytics/charts/months.ts'
import type { ChartReading } from './chart-reading.ts'

interface MarketMonth {
  /** One-sided, in the currency of the chart. */
  turnover: string
  commissionRate: string | null
}

/** What the market as a whole traded and paid in each of these months; nothing where nobody loads it. */
export async function marketMonths({ db, currency }: ChartReading, months: readonly string[]) {
  const rows = await db.rows<MarketMonth & { month: string }>(
    'firm.market',
    `select to_char(day, 'YYYY-MM') as month, trim_scale(sum(turnover))::text as turnover,
       trim_scale(round(sum(net_commission_rate * turnover) / nullif(sum(turnover) filter (where net_commission_rate is not null), 0), 10))::text
         as "commissionRate"
     from warehouse.market_days where currency = $1 and day between $2::date and $3::date group by 1`,
    [currency, firstDayOf(months[0]!), lastDayOf(months.at(-1)!)],
  )
  return new Map(rows.map((row) => [row.month, row]))
}

/** Accounts opened in the whole country in each month from the first of these to the last; nothing where nobody tells. */
export async function marketAccounts({ db }: ChartReading, months: readonly string[]) {
  const rows = await db.rows<{ month: string; opened: string }>(
    'firm.market-accounts',
    `select to_char(day, 'YYYY-MM') as month, sum(new_accounts)::text as opened
     from warehouse.market_days where day between $1::date and $2::date and new_accounts is not null group by 1`,
    [firstDayOf(months[0]!), lastDayOf(months.at(-1)!)],
  )
  return new Map(rows.map(({ month, opened }) => [month, opened]))
}
