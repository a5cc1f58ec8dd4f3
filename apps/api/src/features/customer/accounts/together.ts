import type { Positions } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { parseDecimal } from '@rapport/finance/decimal'
import { atRate } from '@rapport/finance/fx'
import { cents, money } from '@rapport/finance/scales'
import type { z } from 'zod'

type Shown = z.output<typeof Positions>
type Total = Shown['totals'][number]

const HOME = 'CNY'
const ONE = parseDecimal('1')

/** Totals of several currencies in CNY, each at its last rate up to that day; no sum where one of them has no rate. */
export async function inOneCurrency(db: Db, totals: readonly Total[], asOf: string | null): Promise<Shown['together']> {
  const foreign = totals.map(({ currency }) => currency).filter((currency) => currency !== HOME)
  if (foreign.length === 0 || asOf === null) return null
  const rates = await db.rows<{ currency: string; day: string; rate: string }>(
    'positions.fx-rates',
    `select distinct on (currency) currency, day, trim_scale(rate) as rate from warehouse.fx_rates
     where currency = any ($1::text[]) and day <= $2::date order by currency, day desc`,
    [foreign, asOf],
  )
  const known = new Map(rates.map(({ currency, rate }) => [currency, parseDecimal(rate)]))
  known.set(HOME, ONE)
  const missing = foreign.filter((currency) => !known.has(currency))
  const sum = (of: (total: Total) => string) =>
    missing.length > 0
      ? null
      : money(totals.reduce((all, total) => all + atRate(cents(of(total)), known.get(total.currency)!), 0n))
  return {
    marketValue: sum((total) => total.marketValue),
    unrealised: sum((total) => total.unrealised),
    realised: sum((total) => total.realised),
    rates,
    missing,
  }
}
