import type { Position, Positions } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { cents, money } from '@rapport/finance/scales'
import { averageOfSum, turnoverOnSums } from '@rapport/finance/turnover'
import type { z } from 'zod'
import type { TradedSum } from './kept-positions.ts'

type Totals = z.output<typeof Positions>['totals'][number] & { until: string }

/**
 * The sums of each currency, and turnover on average position value from its first trade to its latest price or trade:
 * of the days on which customers are valued (domain 2.3, trading-day basis), also those on which nothing was held.
 */
export async function totalsOf(
  db: Db,
  customerId: string,
  items: readonly Position[],
  traded: readonly TradedSum[],
  until: ReadonlyMap<string, string>,
): Promise<Totals[]> {
  const currencies = [...until.keys()].toSorted()
  const spans = currencies.map((currency) => ({
    currency,
    since: traded.filter((one) => one.currency === currency).reduce(earlier, until.get(currency)!),
    until: until.get(currency)!,
  }))
  const valued = new Map((await valuedDays(db, customerId, spans)).map((one) => [one.currency, one]))
  return spans.map(({ currency, until }) => {
    const of = items.filter((item) => item.currency === currency)
    const sums = traded.filter((one) => one.currency === currency)
    const { from = null, to = null, days = 0, amounts = '0', values = '0' } = valued.get(currency) ?? {}
    return {
      currency,
      marketValue: sum(of.map((item) => item.marketValue)),
      realised: sum(of.map((item) => item.realised)),
      unrealised: sum(of.map((item) => item.unrealised)),
      bought: sum(sums.map((one) => one.bought)),
      sold: sum(sums.map((one) => one.sold)),
      turnover: turnoverOnSums(cents(amounts), cents(values), days),
      averagePositionValue: averageOfSum(cents(values), days),
      from,
      to,
      until,
    }
  })
}

const earlier = (day: string, { firstOn }: TradedSum) => (firstOn < day ? firstOn : day)
const sum = (texts: readonly (string | null)[]) => money(texts.reduce((total, text) => total + cents(text ?? '0'), 0n))

interface Span {
  currency: string
  since: string
  until: string
}
interface Valued {
  currency: string
  from: string | null
  to: string | null
  days: number
  amounts: string
  values: string
}

/** How often a customer was valued in each currency from a day to another, at what together, and what was traded then. */
const valuedDays = (db: Db, customerId: string, spans: readonly Span[]) =>
  db.rows<Valued>(
    'positions.valued-days',
    // What happens on a day without a valuation counts on the next that has one.
    `with spans as (
       select s.currency, (select min(day) from warehouse.valuation_days where day >= s.since) as first,
         coalesce((select min(day) from warehouse.valuation_days where day >= s.until), (select max(day) from warehouse.valuation_days)) as last
       from unnest($2::text[], $3::date[], $4::date[]) s (currency, since, until))
     select s.currency, s.first as "from", s.last as "to",
       (select count(*)::int from warehouse.valuation_days v where v.day between s.first and s.last) as days,
       coalesce(sum(d.bought + d.sold), 0) as amounts, coalesce(sum(coalesce(d.exposure, d.position_value)), 0) as values
     from spans s left join warehouse.customer_days d
       on d.customer_id = $1::uuid and d.currency = s.currency and d.day between s.first and s.last
     where s.first <= s.last group by s.currency, s.first, s.last`,
    [
      customerId,
      spans.map(({ currency }) => currency),
      spans.map(({ since }) => since),
      spans.map(({ until }) => until),
    ],
  )
