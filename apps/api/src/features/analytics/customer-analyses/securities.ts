import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { SecurityOfPeriod } from '@rapport/contract/analytics/customer-securities'
import type { Db } from '@rapport/database/as-viewer'
import { contributions } from '@rapport/finance/contribution'
import type { Costs } from '@rapport/finance/cost-methods'
import { formatDecimal, parseDecimal } from '@rapport/finance/decimal'
import { money, quantity } from '@rapport/finance/scales'
import { figuresOf, openDays } from '@rapport/finance/trip-figures'
import { averageCost, marketValue } from '@rapport/finance/valuation'
import type { PositionOfPeriod } from './costs.ts'
import type { KnownSecurity } from './known-securities.ts'
import { type Period, sumOf } from './period.ts'

interface Closes {
  /** On or before the day the period begins with, and its last day; null where none is known. */
  before: string | null
  after: string | null
}

/** One security of a period over all accounts; amounts in cents, null where a close is missing that is needed. */
interface Worked {
  securityId: string
  parts: readonly PositionOfPeriod[]
  close: string | null
  value: bigint | null
  unrealisedChange: bigint | null
  realised: bigint
  dividends: bigint
  profit: bigint | null
}

/** What each security did in the period (domain 2.4), those that did most first; `held` is the value of what is held, in cents. */
export async function securitiesOf(
  db: Db,
  positions: readonly PositionOfPeriod[],
  period: Period,
  known: ReadonlyMap<string, KnownSecurity>,
): Promise<Pick<CustomerAnalysis, 'securities' | 'profit'> & { held: Map<string, bigint> }> {
  const closes = await closesOf(db, positions, period)
  const groups = new Map<string, PositionOfPeriod[]>()
  for (const position of positions) {
    const group = groups.get(position.securityId)
    if (group) group.push(position)
    else groups.set(position.securityId, [position])
  }
  const worked = [...groups].map(([securityId, parts]) => workOut(securityId, parts, closes.get(securityId)))
  const shown = worked.filter(hasSomething)
  const shares = contributions(
    shown.map(({ profit }) => profit ?? 0n),
    period.base.assets,
  )
  const securities = shown
    .map((one, i) => ({ one, told: toldSecurity(one, known.get(one.securityId), shares[i]!) }))
    .toSorted((a, b) => Number(size(b.one) - size(a.one)))
    .map(({ told }) => told)
  const all = sumOf(period.days, (day) => day.profit)
  const [realised, dividends] = [sumOf(worked, (one) => one.realised), sumOf(worked, (one) => one.dividends)]
  const unrealisedChange = sumOf(worked, (one) => one.unrealisedChange ?? 0n)
  return {
    securities,
    profit: {
      realised: money(realised),
      dividends: money(dividends),
      unrealisedChange: money(unrealisedChange),
      other: money(all - realised - dividends - unrealisedChange),
      all: money(all),
    },
    held: new Map(worked.flatMap(({ securityId, value }) => (value ? [[securityId, value] as const] : []))),
  }
}

const size = ({ profit, value }: Worked) => {
  const amount = profit ?? value ?? 0n
  return amount < 0n ? -amount : amount
}
const hasSomething = ({ parts, realised, dividends, unrealisedChange }: Worked) =>
  realised !== 0n ||
  dividends !== 0n ||
  unrealisedChange !== 0n ||
  parts.some(({ before, after, trips }) => before.quantity !== 0n || after.quantity !== 0n || trips.length > 0)

/** Each account is rounded to the cent, as its days are. */
function valueAt(parts: readonly PositionOfPeriod[], when: 'before' | 'after', close: string | null): bigint | null {
  const held = parts.filter((part) => part[when].quantity !== 0n)
  if (held.length === 0) return 0n
  if (close === null) return null
  const price = parseDecimal(close)
  return sumOf(held, (part) => marketValue(part[when], price))
}

function workOut(securityId: string, parts: readonly PositionOfPeriod[], closes: Closes | undefined): Worked {
  const close = closes?.after ?? null
  const value = valueAt(parts, 'after', close)
  const begin = valueAt(parts, 'before', closes?.before ?? null)
  const unrealisedChange =
    value === null || begin === null
      ? null
      : value - begin - sumOf(parts, ({ before, after }) => after.average.cost - before.average.cost)
  const realised = sumOf(parts, ({ before, after }) => after.average.realised - before.average.realised)
  const dividends = sumOf(parts, ({ before, after }) => after.dividends - before.dividends)
  const profit = unrealisedChange === null ? null : realised + dividends + unrealisedChange
  return { securityId, parts, close, value, unrealisedChange, realised, dividends, profit }
}

function toldSecurity(one: Worked, known: KnownSecurity | undefined, contribution: number | null): SecurityOfPeriod {
  const { parts, value } = one
  const units = sumOf(parts, ({ after }) => after.quantity)
  const costing = (method: 'average' | 'fifo' | 'diluted') => {
    const cost = sumOf(parts, ({ after }) => after[method].cost)
    const average = averageCost({ quantity: units, cost })
    return {
      cost: money(cost),
      average: average && formatDecimal(average),
      realised: money(sumOf(parts, ({ after }) => after[method].realised)),
      unrealised: value === null ? null : money(value - cost),
    }
  }
  const soFar = (after: Costs) => after.average.realised + after.dividends - after.average.cost
  return {
    securityId: one.securityId,
    code: known?.code ?? '',
    name: known?.name ?? null,
    quantity: quantity(units),
    close: units === 0n ? null : one.close,
    marketValue: value === null ? null : money(value),
    realised: money(one.realised),
    dividends: money(one.dividends),
    unrealisedChange: one.unrealisedChange === null ? null : money(one.unrealisedChange),
    profit: one.profit === null ? null : money(one.profit),
    contribution: one.profit === null ? null : contribution,
    movingAverage: costing('average'),
    fifo: costing('fifo'),
    diluted: costing('diluted'),
    dividendsSoFar: money(sumOf(parts, ({ after }) => after.dividends)),
    profitSoFar: value === null ? null : money(value + sumOf(parts, ({ after }) => soFar(after))),
  }
}

async function closesOf(
  db: Db,
  positions: readonly PositionOfPeriod[],
  { base, to }: Period,
): Promise<Map<string, Closes>> {
  const held = positions.filter(({ before, after }) => before.quantity !== 0n || after.quantity !== 0n)
  const rows = await db.rows<Closes & { id: string }>(
    'analysis.closes',
    `select n.id, trim_scale(b.close) as before, trim_scale(a.close) as after from unnest($1::uuid[]) n (id)
     left join lateral (select close from warehouse.closes where security_id = n.id and day <= $2::date order by day desc limit 1) b on true
     left join lateral (select close from warehouse.closes where security_id = n.id and day <= $3::date order by day desc limit 1) a on true`,
    [[...new Set(held.map(({ securityId }) => securityId))], base.on, to],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The round trips that were closed in the period, and how long what is left has been held at its end. */
export function tripsOf(positions: readonly PositionOfPeriod[], { to }: Period): CustomerAnalysis['trips'] {
  const { expectancy, ...figures } = figuresOf(positions.flatMap(({ trips }) => trips))
  return {
    ...figures,
    expectancy: expectancy === null ? null : money(expectancy),
    openDays: openDays(
      positions.flatMap(({ lots }) => lots),
      to,
    ),
  }
}
