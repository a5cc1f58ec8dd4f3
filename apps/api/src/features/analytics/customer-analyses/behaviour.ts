import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { StylePart } from '@rapport/contract/analytics/customer-behaviour'
import type { Db } from '@rapport/database/as-viewer'
import { cents, money } from '@rapport/finance/scales'
import type { KnownSecurity } from './known-securities.ts'
import { daysBetween, type Period, shareOf, sumOf } from './period.ts'

/** What was traded, added up by one thing: exactly one of the four is told, or none where the thing itself is not known. */
interface Group {
  by: 'weekday' | 'hour' | 'channel' | 'security'
  weekday: number | null
  hour: number | null
  channel: string | null
  securityId: string | null
  side: 'buy' | 'sell' | null
  trades: number
  amount: string
}

/** Purchases and sales of a period by weekday, hour, channel, and security and side: counted and added up, never read one by one. */
export const tradedBy = (db: Db, customerId: string, { currency, from, to }: Period) =>
  db.rows<Group>(
    'analysis.traded',
    `select case grouping(weekday, hour, channel, security_id) when 7 then 'weekday' when 11 then 'hour' when 13 then 'channel' else 'security' end as by,
       weekday, hour, channel, security_id as "securityId", side, count(*)::int as trades, sum(amount) as amount
     from (select extract(isodow from traded_on)::int as weekday, extract(hour from traded_at at time zone 'Asia/Shanghai')::int as hour,
             channel, security_id, side, amount
           from warehouse.trades where customer_id = $1::uuid and currency = $2 and side in ('buy', 'sell') and traded_on between $3::date and $4::date) t
     group by grouping sets ((weekday), (hour), (channel), (security_id, side))
     order by weekday, hour, amount desc`,
    [customerId, currency, from, to],
  )

/** When, how and how often (ANA-03, CUS-16). `lastTradeOn` is the last day with a trade up to the end of the period. */
export function habitsOf(groups: readonly Group[], { days, from, to }: Period): CustomerAnalysis['habits'] {
  const habit = <T>(by: Group['by'], name: (group: Group) => T) => {
    const chosen = groups.filter((group) => group.by === by)
    const all = sumOf(chosen, amountOf)
    return chosen.map((group) => ({
      name: name(group),
      trades: group.trades,
      traded: money(amountOf(group)),
      share: shareOf(amountOf(group), all),
    }))
  }
  const trades = days.reduce((sum, day) => sum + day.trades, 0)
  const tradeDays = days.filter((day) => day.trades > 0)
  const months = (daysBetween(from, to) + 1) / DAYS_A_MONTH
  return {
    weekdays: habit('weekday', ({ weekday }) => weekday!),
    hours: habit('hour', ({ hour }) => hour!),
    channels: habit('channel', ({ channel }) => channel),
    trades,
    tradeDays: tradeDays.length,
    tradesADay: tradeDays.length === 0 ? null : trades / tradeDays.length,
    // Of less than a month nothing can be said.
    tradeDaysAMonth: months < 1 ? null : tradeDays.length / months,
    daysSinceLastTrade: tradeDays.length === 0 ? null : daysBetween(tradeDays.at(-1)!.day, to),
  }
}

const DAYS_A_MONTH = 365.25 / 12
const amountOf = ({ amount }: { amount: string }) => cents(amount)

/** What a customer likes: shares of what was traded and of what is held (domain 2.6), by sector, board and product. */
export function styleOf(
  groups: readonly Group[],
  held: ReadonlyMap<string, bigint>,
  known: ReadonlyMap<string, KnownSecurity>,
): CustomerAnalysis['style'] {
  const by = (name: (security: KnownSecurity) => string | null): StylePart[] => {
    const parts = new Map<string | null, { traded: bigint; held: bigint }>()
    const add = (securityId: string, amounts: { traded: bigint; held: bigint }) => {
      const security = known.get(securityId)
      const key = security ? name(security) : null
      const part = parts.get(key) ?? { traded: 0n, held: 0n }
      parts.set(key, { traded: part.traded + amounts.traded, held: part.held + amounts.held })
    }
    for (const group of groups)
      if (group.securityId !== null) add(group.securityId, { traded: amountOf(group), held: 0n })
    for (const [securityId, value] of held) if (value > 0n) add(securityId, { traded: 0n, held: value })
    const all = [...parts.values()]
    const [allTraded, allHeld] = [sumOf(all, (part) => part.traded), sumOf(all, (part) => part.held)]
    return [...parts]
      .toSorted(([, a], [, b]) => Number(b.traded - a.traded) || Number(b.held - a.held))
      .map(([key, part]) => ({
        name: key,
        traded: money(part.traded),
        tradedShare: shareOf(part.traded, allTraded),
        held: money(part.held),
        heldShare: shareOf(part.held, allHeld),
      }))
  }
  return {
    sectors: by(({ sector }) => sector),
    boards: by(({ board, market }) => board ?? market),
    products: by(({ product }) => product),
  }
}
