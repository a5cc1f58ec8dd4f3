import { divide, parseDecimal } from '@rapport/finance/decimal'
import { Temporal } from 'temporal-polyfill'
import { lastDayOf, monthBefore, monthOf } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type ChartReading, customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { comparison, type Values, written } from './compare.ts'

/** How customers are told apart: the key of each, as of a day, and the filter of the list of those of one key. */
interface Grouping {
  name: string
  /** What is counted of each; `day` gives the place of the day. */
  of: (day: () => string) => string
  /** The key of what was counted, where it is another. */
  key?: (value: string) => string
  where?: string
  /** Keys in their order; where they are data, the largest first. */
  keys: readonly string[] | null
  filterOf: (key: string) => Record<string, string>
}

/** First years of each band of ages; the band before them is of minors. */
const AGES = [18, 30, 40, 50, 60, 70]

export const customersByAge: Draw = (reading) =>
  countGroups(reading, {
    name: 'age',
    // How many of the years are not reached yet: a day after the day on which somebody was born to be that old today.
    of: (day) => {
      const today = day()
      const born = AGES.toReversed().map((years) => `(${today} - interval '${years} years')::date + 1`)
      return `width_bucket(c.birth_on, (select array[${born}]))`
    },
    key: (unreached) => `coalesce((${AGES.length} - ${unreached})::text, 'none')`,
    where: `c.kind = 'person'`,
    keys: [...AGES.keys(), AGES.length].map(String).concat('none'),
    filterOf: (key) => ({ kind: 'person', ...(key === 'none' ? { ageNone: 'true' } : yearsOf(Number(key))) }),
  })

/** The first and the last year of a band, as far as it has them. */
function yearsOf(band: number): Record<string, string> {
  const [from, below] = [AGES[band - 1], AGES[band]]
  return {
    ...(from === undefined ? {} : { ageFrom: String(from) }),
    ...(below === undefined ? {} : { ageTo: String(below - 1) }),
  }
}

export const customersByKind: Draw = (reading) =>
  countGroups(reading, {
    name: 'kind',
    of: () => 'c.kind',
    keys: ['person', 'organisation'],
    filterOf: (kind) => ({ kind }),
  })

export const customersByRegion: Draw = async (reading) => {
  const drawn = await countGroups(reading, {
    name: 'region',
    of: () => 'c.unit_id',
    // Whoever is with head office itself belongs to no region.
    key: (unit) => `coalesce((select a.ancestor_id from unit_ancestry a join units r on r.id = a.ancestor_id
      where a.descendant_id = ${unit} and r.kind = 'region' limit 1), ${unit})::text`,
    keys: null,
    filterOf: (unit) => ({ unit }),
  })
  const named = await reading.db.rows<{ id: string; name: string }>(
    'firm.customers-by-region.names',
    'select id, name from units where id = any ($1::uuid[])',
    [drawn.rows.map(({ key }) => key)],
  )
  const names = new Map(named.map(({ id, name }) => [id, name]))
  return {
    ...drawn,
    rows: drawn.rows.map((row) => ({
      ...row,
      label: names.get(row.key) ?? null,
      opens: row.key === reading.unit ? null : row.key,
    })),
  }
}

/**
 * Customers by group and their part of all, beside those of them who were with the firm by the end of the last month, or a
 * year ago. How somebody was grouped then is known of what follows from the day of birth; unit and kind are today's.
 */
async function countGroups(
  reading: ChartReading,
  { name, of, key = (value) => value, where, keys, filterOf }: Grouping,
) {
  const on = {
    period: lastDayOf(monthBefore(monthOf(reading.today))),
    year: Temporal.PlainDate.from(reading.today).subtract({ years: 1 }).toString(),
  }
  const compare = reading.query.compare ?? []
  const counted = await countOn([reading.today, ...compare.map((which) => on[which])])
  const now = counted[0]!
  const found =
    keys ?? [...now.keys()].sort((one, other) => now.get(other)! - now.get(one)! || one.localeCompare(other))
  return {
    rows: found
      .filter((key) => key !== 'none' || now.has(key))
      .map((key) => {
        const values = valuesIn(now, key)
        return rowOf({
          key,
          values,
          compared: compare.map((which, i) =>
            comparison(which, values, valuesIn(counted[i + 1]!, key), ['count', 'percent']),
          ),
          list: customersWhere(reading, filterOf(key)),
        })
      }),
  }

  /** Customers by group as of each of these days, the first of which is today: all of them in one reading. */
  async function countOn(days: readonly string[]): Promise<Map<string, number>[]> {
    const conditions = new Conditions(`firm.customers-by-${name}-${days.length}`).addPiece('', 'c.deleted_at is null')
    if (where) conditions.addPiece('', where)
    const places: string[] = []
    const placeOf = (i: number) => {
      places[i] ??= `${conditions.value(days[i])}::date`
      return places[i]
    }
    const groups = days.map((_, i) => `${of(() => placeOf(i))} as g${i}`)
    // Today everybody counts, also who has no day of opening.
    const there = days.map((_, i) => `${i === 0 ? 'true' : `c.opened_on <= ${placeOf(i)}`} as t${i}`)
    conditions.add('unit', reading.unit, (unit) => `c.unit_id = ${unitsBelow(unit)}`)
    const rows = await reading.db.rows<{ groups: string[]; there: (boolean | null)[]; n: number }>(
      conditions.name,
      `select array[${days.map((_, i) => key(`g${i}`))}] as groups, array[${days.map((_, i) => `t${i}`)}] as there, n
       from (select ${[...groups, ...there].join(', ')}, count(*) as n from customers c ${conditions.where}
             group by ${[...groups, ...there].map((_, i) => i + 1)}) x`,
      conditions.values,
    )
    return days.map((_, i) => {
      const counted = new Map<string, number>()
      for (const { groups, there, n } of rows) if (there[i]) counted.set(groups[i]!, (counted.get(groups[i]!) ?? 0) + n)
      return counted
    })
  }
}

function valuesIn(counted: ReadonlyMap<string, number>, key: string): Values {
  const all = [...counted.values()].reduce((sum, customers) => sum + customers, 0)
  const customers = String(counted.get(key) ?? 0)
  const share = all > 0 ? divide(parseDecimal(customers), { units: BigInt(all), places: 0 }, 8) : null
  return [customers, share && written(share)]
}
