import {
  MOST_PIVOTS,
  measuresOf,
  type ReportDefinition,
  type ReportMeasure,
} from '@rapport/contract/analytics/report-definition'
import { reportField } from '@rapport/contract/analytics/report-subjects'
import type { ReportAnswer, ReportRow } from '@rapport/contract/analytics/reports'
import type { Db } from '@rapport/database/as-viewer'
import { ReportReading } from './report-reading.ts'
import { sumOf } from './report-records.ts'

type Figures = (string | null)[]
type Found = Pick<ReportAnswer, 'rows' | 'total' | 'totals' | 'pivots' | 'morePivots'>

/**
 * Common tables of a grouped report: `base` (rows put together once, in every group and column of the pivot: processes share
 * that), `seen` and `told_apart` (customers of each cell in which one may have several rows), `cells` (every group, every column
 * of the pivot, and all together), `pivots`, and `named` (groups with what they are called).
 */
function groupsStatement(definition: ReportDefinition, today: string) {
  const reading = new ReportReading(definition, today)
  const keys = definition.groups.map((group) => reading.key(group))
  const pivot = definition.pivot && reading.key(definition.pivot)
  const ks = keys.map((_, at) => `k${at}`)
  const measures = measuresOf(definition).map((measure, at) => measureSql(measure, at, reading))
  const customer = measures.some(({ distinct }) => distinct)
  const ones = [...definition.groups, ...(definition.pivot ? [definition.pivot] : [])]
    .map((group, at) => (reading.isOnce(group) ? (ks[at] ?? 'p') : ''))
    .filter(Boolean)
  const sets = [...(ks.length > 0 ? [ks] : []), [], ...(pivot ? [...(ks.length > 0 ? [[...ks, 'p']] : []), ['p']] : [])]
  const grouping = (names: string[]) => (names.length > 0 ? `grouping(${names.join(', ')})` : '0')
  const texts = (names: string[]) => (names.length > 0 ? `array[${names.join(', ')}]` : `'{}'::text[]`)
  const first = `${definition.groups.length > 0 ? 'ks = 0' : 'true'}`
  const by = [...ks, ...(pivot ? ['p'] : [])]
  const cell = (set: readonly string[], [kept, pivoted]: [string, string]) =>
    `jsonb_build_array(${[...by.map((name) => (set.includes(name) ? name : 'null')), kept, pivoted].join(', ')})`
  const apart = customer ? sets.filter((set) => !set.some((name) => ones.includes(name))) : []
  const widest = apart.reduce<string[]>((most, set) => (set.length > most.length ? set : most), [])
  const counted = apart.map((set) => customersIn(set, widest, cell(set, rolledUp(set, ks))))
  const text = `with read as not materialized (
      select ${[
        ...keys.map(({ sql }, at) => `${sql} as k${at}`),
        ...(pivot ? [`${pivot.sql} as p`] : []),
        ...(apart.length > 0 ? [`${reading.source.customerId} as c`] : []),
        ...measures.flatMap(({ reads }) => reads),
        `${reading.source.dated ?? 'null::date'} as dated`,
      ].join(', ')} ${reading.body}),
    base as materialized (
      select ${[...by, ...measures.flatMap(({ parts }) => parts), 'min(dated) as since', 'max(dated) as until'].join(', ')}
      from read ${by.length > 0 ? `group by ${by.join(', ')}` : ''}),
    ${apart.length > 0 ? `seen as materialized (select distinct ${[...widest, 'c'].join(', ')} from read),` : ''}
    told_apart (cell, n) as materialized (${counted.join(' union all ') || 'select null::jsonb, null::bigint'}),
    put as (
      select ${[...ks, pivot ? 'p' : 'null::text as p'].join(', ')}, ${texts(ks.map((k) => `${k}::text`))} as keys,
        ${measures.map(({ whole, distinct }, at) => `${distinct ? once(whole, ones) : whole} as v${at}`).join(', ')}, ${grouping(ks)} as ks, ${pivot ? 'grouping(p)' : '1'} as ps
      from base group by grouping sets (${sets.map((set) => `(${set.join(', ')})`).join(', ')})),
    cells as materialized (
      select ${[...ks, 'p'].join(', ')}, keys, ks, ps,
        ${texts(measures.map(({ distinct }, at) => (distinct ? `coalesce(v${at}, told_apart.n::text, '0')` : `v${at}`)))} as vals
      from put ${customer ? `left join told_apart on told_apart.cell = ${cell(by, ['ks', 'ps'])}` : ''}),
    pivots as (select p, p::text as key, ${pivot ? pivot.label('p') : 'null::text'} as label from cells
      where ps = 0 and ${definition.groups.length > 0 ? 'ks <> 0' : 'true'} order by p nulls last limit ${MOST_PIVOTS + 1}),
    named as (select keys, vals, ${texts(keys.map(({ label }, at) => label(`k${at}`)))} as labels from cells
      where ps = 1 and ${first} and ${definition.groups.length > 0})`
  return { text, values: reading.values, order: orderOf(definition, keys.length) }
}

/** What PostgreSQL says of a set by `grouping`: of the groups, and of the column of the pivot. */
const rolledUp = (set: readonly string[], ks: readonly string[]): [string, string] => [
  `${ks.length > 0 && !set.includes(ks[0]!) ? 2 ** ks.length - 1 : 0}`,
  set.includes('p') ? '0' : '1',
]

/**
 * Customers of each cell of a set, each once: told apart by hashing, where `count(distinct)` would sort everything for each
 * set; in the widest set from the rows, in others from what is left of them there.
 */
const customersIn = (set: readonly string[], widest: readonly string[], cell: string) => {
  const once = set === widest ? 'seen' : `(select distinct ${[...set, 'c'].join(', ')} from seen)`
  return `select ${cell}, count(*) from ${once} s ${set.length > 0 ? `group by ${set.join(', ')}` : ''}`
}

/** Rows of a cell in which each customer has one: only where what makes it so is not rolled up. */
const once = (rows: string, ones: readonly string[]) =>
  ones.length > 0 ? `case when 0 in (${ones.map((name) => `grouping(${name})`)}) then ${rows} end` : 'null::text'

interface MeasureSql {
  /** What is read of a row. */
  reads: string[]
  /** What is kept of the rows of one group and column. */
  parts: string[]
  /** What the kept parts of several come to, as exact text. */
  whole: string
  /** Whether customers are told apart; `whole` is then right only where each has one row. */
  distinct?: true
}

function measureSql(measure: ReportMeasure, at: number, reading: ReportReading): MeasureSql {
  const [x, y, n] = [`x${at}`, `y${at}`, `n${at}`]
  const rows = { reads: [], parts: [`count(*) as ${n}`], whole: `coalesce(sum(${n}), 0)::text` }
  // A row about a customer is that customer.
  if (measure.of === 'rows' || (measure.of === 'customers' && reading.definition.subject === 'customers')) return rows
  if (measure.of === 'customers') return { ...rows, distinct: true }
  const { sql, over } = reading.column(measure.field)
  const reads = [`${sql} as ${x}`]
  const sum = `sum(${x}) as ${y}`
  const divided = (digits: number) => `round(sum(${y})::numeric / nullif(sum(${n}), 0), ${digits})::text`
  if (over && measure.of === 'average') {
    const [part, all] = over
    return {
      reads: [`(${part})::numeric as ${x}`, `(${all})::numeric as o${at}`],
      parts: [sum, `sum(o${at}) as ${n}`],
      whole: divided(8),
    }
  }
  const stock = reportField(reading.definition.subject, measure.field)?.stock
  return {
    sum: { reads, parts: [sum], whole: sumOf(y, stock && { since: 'since', until: 'until' }) },
    average: { reads, parts: [sum, `count(${x}) as ${n}`], whole: divided(4) },
    least: { reads, parts: [`min(${x}) as ${y}`], whole: `min(${y})::text` },
    most: { reads, parts: [`max(${x}) as ${y}`], whole: `max(${y})::text` },
  }[measure.of]
}

function orderOf({ sort, measures }: ReportDefinition, keys: number): string {
  const labels = Array.from({ length: keys }, (_, at) => `labels[${at + 1}] nulls last`)
  if (!sort) return labels.join(', ')
  const way = sort.down ? 'desc' : 'asc'
  const within = sort.of === 'measure' ? sort.at < Math.max(1, measures.length) : sort.at < keys
  if (!within) return labels.join(', ')
  const by = sort.of === 'measure' ? `vals[${sort.at + 1}]::numeric` : `labels[${sort.at + 1}]`
  return [`${by} ${way} nulls last`, ...labels, 'keys'].join(', ')
}

/** The first groups with their measures, in each column of the pivot too, how many there are, and all together. */
export async function runGroups(db: Db, definition: ReportDefinition, today: string): Promise<Found> {
  const { text, values, order } = groupsStatement(definition, today)
  const [found] = await db.rows<{
    total: number
    totals: Figures
    pivots: { key: string | null; label: string | null }[]
    rows: { keys: Figures; labels: Figures; vals: Figures; by: { key: string | null; vals: Figures }[] | null }[]
  }>(
    '',
    `${text}, kept as (select *, row_number() over (order by ${order || 'keys'}) as n from named order by n limit $${values.length + 1}::int),
     across as (select c.keys, json_agg(json_build_object('key', c.p::text, 'vals', c.vals)) as by from cells c
       join kept k on k.keys = c.keys where c.ps = 0 and c.ks = 0 group by 1)
     select (select count(*) from named) as total, (select vals from cells where ps = 1 and ks ${definition.groups.length > 0 ? '<> 0' : '= 0'}) as totals,
       (select coalesce(json_agg(json_build_object('key', key, 'label', label) order by p nulls last), '[]') from pivots) as pivots,
       (select coalesce(json_agg(json_build_object('keys', k.keys, 'labels', k.labels, 'vals', k.vals, 'by', a.by) order by k.n), '[]')
        from kept k left join across a on a.keys = k.keys) as rows`,
    [...values, definition.limit],
  )
  const { rows, pivots, totals, total } = found!
  const shown = definition.pivot ? pivots.slice(0, MOST_PIVOTS) : []
  return {
    rows: rows.map(
      ({ keys, labels, vals, by }): ReportRow => ({
        keys,
        cells: labels,
        values: vals,
        pivoted: shown.map(({ key }) => by?.find((cell) => cell.key === key)?.vals ?? null),
        customerId: null,
      }),
    ),
    pivots: shown,
    morePivots: definition.pivot !== null && pivots.length > MOST_PIVOTS,
    total,
    totals,
  }
}

/** The statement that reads all groups in order, for a file: `labels` and `vals`, each column of a pivot as a group of its own. */
export function groupsFileStatement(definition: ReportDefinition, today: string) {
  const groups = [...definition.groups, ...(definition.pivot ? [definition.pivot] : [])]
  const { text, values, order } = groupsStatement({ ...definition, groups, pivot: null }, today)
  const read =
    groups.length > 0 ? `select labels, vals from named order by ${order}` : 'select keys as labels, vals from cells'
  return { text: `${text} ${read}`, values }
}
