import { reportGrades, reportProducts } from '@rapport/contract/analytics/report-subjects'
import { divide, parseDecimal } from '@rapport/finance/decimal'
import { Temporal } from 'temporal-polyfill'
import type { Reading } from '#features/analytics/charts/chart-scope.ts'
import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type ChartReading, type Draw, rowOf } from './chart-reading.ts'
import { comparison, type Values, written } from './compare.ts'
import { unitsOf } from './months-chart.ts'
import type { Sums } from './sums.ts'

type By = 'product' | 'risk_grade'

/** What customers bought and hold by kind of product; whoever sees only their own has it from those. */
const productSums = ({ db }: Reading): Sums =>
  db.viewer?.scope === 'own'
    ? { name: 'own', source: '(select * from warehouse.customer_products where live)' }
    : { name: 'unit', source: 'warehouse.unit_products' }

/** Products bought in these months, and held at the end of the last of them that is over (domain 10, chart 10). */
export const productSales = bySort('product-sales', 'product', reportProducts)
/** The same by grade of risk. */
export const productGrades = bySort('product-grades', 'risk_grade', reportGrades)

function bySort(chart: 'product-sales' | 'product-grades', by: By, keys: readonly string[]): Draw {
  return async (reading) => {
    const { query, today } = reading
    const months = monthsUpTo(query.to ?? monthOf(today), query.months)
    const span: [string, string] = [months[0]!, months.at(-1)!]
    const now = await readSpan(reading, by, span)
    const compared = await Promise.all(
      (query.compare ?? []).map(async (which) => {
        const back = which === 'year' ? 12 : query.months
        return { which, ...(await readSpan(reading, by, [earlier(span[0], back), earlier(span[1], back)])) }
      }),
    )
    const spans = [now, ...compared]
    const shown = keys.filter((key) => spans.some(({ values }) => values.has(key)))
    return {
      missing: now.heldOn === null ? ['valuation'] : [],
      ...(now.heldOn ? { asOf: now.heldOn } : {}),
      rows: shown.map((key) =>
        rowOf({
          key,
          values: valuesOf(now, key),
          compared: compared.map((before) =>
            comparison(before.which, valuesOf(now, key), valuesOf(before, key), unitsOf(chart)),
          ),
        }),
      ),
    }
  }
}

const earlier = (month: string, months: number) => Temporal.PlainYearMonth.from(month).subtract({ months }).toString()

interface Span {
  /** Bought in it, and held at its end. */
  values: Map<string, { bought: string; held: string }>
  /** The last day of the last month that is over; null where none is. */
  heldOn: string | null
}

async function readSpan(reading: ChartReading, by: By, [from, to]: [string, string]): Promise<Span> {
  const { name, source } = productSums(reading)
  const [over] = await reading.db.rows<{ month: string | null }>(
    'firm.products.over',
    `select to_char(max(date_trunc('month', day)), 'YYYY-MM') as month from warehouse.valuation_days
     where day <= $2::date and day >= $1::date
       and day < (select date_trunc('month', max(day)) from warehouse.valuation_days)`,
    [firstDayOf(from), lastDayOf(to)],
  )
  const held = over?.month ?? null
  const conditions = new Conditions(`firm.products.${by}.${name}`)
    .add('', reading.currency, (currency) => `p.currency = ${currency}`)
    .add('', firstDayOf(from), (day) => `p.month >= ${day}::date`)
    .add('', firstDayOf(to), (day) => `p.month <= ${day}::date`)
    .add('unit', reading.unit, (unit) => `p.unit_id = ${unitsBelow(unit)}`)
  const last = conditions.value(held && firstDayOf(held))
  const rows = await reading.db.rows<{ key: string; bought: string; held: string }>(
    conditions.name,
    `select p.${by}::text as key, trim_scale(sum(p.bought))::text as bought,
       trim_scale(coalesce(sum(p.value) filter (where p.month = ${last}::date), 0))::text as held
     from ${source} p ${conditions.where} group by 1 having sum(p.bought) <> 0 or sum(p.value) <> 0`,
    conditions.values,
  )
  return {
    values: new Map(rows.map(({ key, ...of }) => [key, of])),
    heldOn: held && lastDayOf(held),
  }
}

/** Bought, held, and the part of all that is held; held is not known where no month is over. */
function valuesOf({ values, heldOn }: Span, key: string): Values {
  const { bought, held } = values.get(key) ?? { bought: '0', held: '0' }
  if (heldOn === null) return [bought, null, null]
  const all = [...values.values()].reduce((sum, one) => sum + Number(one.held), 0)
  // Values are in cents: the sum of fewer than 2^53 of them is exact.
  const share = divide(parseDecimal(held), parseDecimal(all.toFixed(2)), 8)
  return [bought, held, share && written(share)]
}
