import { tierCodes } from '@rapport/contract/analytics/tier-codes'
import { divide, parseDecimal } from '@rapport/finance/decimal'
import type { Reading } from '#features/analytics/charts/chart-scope.ts'
import { firstDayOf, lastDayOf } from '#features/analytics/charts/months.ts'
import { lastMonth } from '#features/analytics/tiers/tier-flows.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type ChartReading, customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { comparison, type Values, written } from './compare.ts'
import { before, unitsOf } from './months-chart.ts'
import type { Sums } from './sums.ts'

/** Tiers are judged in the firm's own currency, whatever others there are. */
const CURRENCY = 'CNY'

const ownFlows = `(select unit_id, month, from_tier, to_tier, 1 as customers, coalesce(assets, 0) as assets, (assets is null)::int as unpriced
  from warehouse.customer_tier_flows where live)`
const flowSums = ({ db }: Reading): Sums =>
  db.viewer?.scope === 'own' ? { name: 'own', source: ownFlows } : { name: 'unit', source: 'warehouse.unit_tier_flows' }

interface Flow {
  from: string
  to: string
  customers: string
  /** Null where an amount has no rate. */
  assets: string | null
}

/**
 * From which tier to which customers went in a month (the last of those asked for that is valued and of which all are told), with their assets at its
 * end and their part of all; compared with the flows of the month before and of the same month a year before. `group` is the tier
 * at the beginning, `key` the one at the end; 'none' is no tier.
 */
export const tierMigration: Draw = async (reading) => {
  const last = lastMonth(reading.today)
  const asked = reading.query.to ?? last
  const told = (
    await reading.db.rows<{ month: string }>(
      'firm.tier-migration.months',
      `select to_char(k.month, 'YYYY-MM') as month from warehouse.tier_flow_months k
       where exists (select from warehouse.valuation_days v where v.day >= k.month and v.day < k.month + interval '1 month')
       order by 1`,
      [],
    )
  ).map((row) => row.month)
  const own = { currency: CURRENCY, currencies: [CURRENCY] }
  const month = told.findLast((one) => one <= asked && one <= last)
  if (month === undefined) return { rows: [], ...own }
  const now = await readFlows(reading, month)
  const compared = await Promise.all(
    (reading.query.compare ?? []).map(async (which) => {
      const then = before[which](month)
      return [which, told.includes(then) ? await readFlows(reading, then) : null] as const
    }),
  )
  const places = ['none', ...tierCodes] as string[]
  const rank = ({ from, to }: Flow) => 100 * places.indexOf(from) + places.indexOf(to)
  const units = unitsOf('tier-migration')
  return {
    asOf: lastDayOf(month),
    ...own,
    names: await tierNames(reading),
    rows: [...now.values()]
      .sort((one, other) => rank(other) - rank(one))
      .map((flow) => {
        const values = valuesOf(now, flow)
        return rowOf({
          key: flow.to,
          group: flow.from,
          values,
          compared: compared.map(([which, then]) => comparison(which, values, valuesOf(then, flow), units)),
          list: customersWhere(reading, { tierIn: month, tierFrom: flow.from, tierTo: flow.to }),
        })
      }),
  }
}

/** By both tiers. */
async function readFlows(reading: ChartReading, month: string): Promise<Map<string, Flow>> {
  const { name, source } = flowSums(reading)
  const conditions = new Conditions(`firm.tier-migration.${name}`)
    .add('', firstDayOf(month), (day) => `m.month = ${day}::date`)
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const rows = await reading.db.rows<Flow>(
    conditions.name,
    `select m.from_tier as "from", m.to_tier as "to", sum(m.customers)::text as customers,
       case when sum(m.unpriced) = 0 then trim_scale(sum(m.assets))::text end as assets
     from ${source} m ${conditions.where} group by 1, 2 having sum(m.customers) > 0`,
    conditions.values,
  )
  return new Map(rows.map((flow) => [`${flow.from}>${flow.to}`, flow]))
}

/** Customers, their assets, their part of all who had a tier; of a month that is not told nothing is known. */
function valuesOf(flows: ReadonlyMap<string, Flow> | null, { from, to }: Flow): Values {
  if (flows === null) return [null, null, null]
  const { customers, assets } = flows.get(`${from}>${to}`) ?? { customers: '0', assets: '0' }
  const all = [...flows.values()].reduce((sum, one) => sum + BigInt(one.customers), 0n)
  const share = divide(parseDecimal(customers), { units: all, places: 0 }, 8)
  return [customers, assets, share && written(share)]
}

/** What the firm calls its tiers today, the highest first, in the reader's language. */
async function tierNames({ db, locale }: ChartReading): Promise<Record<string, string>> {
  const rows = await db.rows<{ code: string; name: string; nameZh: string }>(
    'firm.tier-migration.names',
    `select code, name, name_zh as "nameZh" from tiers
     where ladder_version = (select max(version) from tier_ladders) order by position desc`,
    [],
  )
  return Object.fromEntries(rows.map(({ code, name, nameZh }) => [code, locale === 'zh-CN' ? nameZh : name]))
}
