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
 * Common tables of a grouped report: `cells` (every group, every column of the pivot, and all together), `pivots`, and
 * `named` (groups with what they are called).
 */
function groupsStatement(definition: ReportDefinition, today: string) {
  const reading = new ReportReading(definition, today)
  const keys = definition.groups.map((group) => reading.key(group))
  const pivot = definition.pivot && reading.key(definition.pivot)
  const ks = keys.map((_, at) => `k${at}`)
  const measures = measuresOf(definition).map((measure) => measureSql(measure, reading))
  const all = `(${ks.join(', ')})`
  const sets = [...(ks.length > 0 ? [all] : []), '()', ...(pivot ? [`(${[...ks, 'p'].join(', ')})`, '(p)'] : [])]
  const grouping = (names: string[]) => (names.length > 0 ? `grouping(${names.join(', ')})` : '0')
  const texts = (names: string[]) => (names.length > 0 ? `array[${names.join(', ')}]` : `'{}'::text[]`)
  const read = measures.map(({ from }, at) => `${from} as x${at}`)
  const first = `${definition.groups.length > 0 ? 'ks = 0' : 'true'}`
  const text = `with read as (
      select ${[
        ...keys.map(({ sql }, at) => `${sql} as k${at}`),
        ...(pivot ? [`${pivot.sql} as p`] : []),
        ...read,
        `${reading.source.dated ?? 'null::date'} as dated`,
      ].join(', ')} ${reading.body}),
    cells as materialized (
      select ${[...ks, pivot ? 'p' : 'null::text as p'].join(', ')}, ${texts(ks.map((k) => `${k}::text`))} as keys,
        ${texts(measures.map(({ sql }, at) => sql(`x${at}`)))} as vals, ${grouping(ks)} as ks, ${pivot ? 'grouping(p)' : '1'} as ps
      from read group by grouping sets (${sets.join(', ')})),
    pivots as (select p, p::text as key, ${pivot ? pivot.label('p') : 'null::text'} as label from cells
      where ps = 0 and ${definition.groups.length > 0 ? 'ks <> 0' : 'true'} order by p nulls last limit ${MOST_PIVOTS + 1}),
    named as (select keys, vals, ${texts(keys.map(({ label }, at) => label(`k${at}`)))} as labels from cells
      where ps = 1 and ${first} and ${definition.groups.length > 0})`
  return { text, values: reading.values, order: orderOf(definition, keys.length) }
}

/** What is read of a row for a measure, and how it is put together; numbers as exact text. */
function measureSql(measure: ReportMeasure, reading: ReportReading) {
  if (measure.of === 'rows') return { from: 'null::int', sql: () => 'count(*)::text' }
  if (measure.of === 'customers')
    return { from: reading.source.customerId, sql: (x: string) => `count(distinct ${x})::text` }
  const { sql: from, over } = reading.column(measure.field)
  if (over && measure.of === 'average') {
    const [part, whole] = over
    return {
      from: `array[(${part})::numeric, (${whole})::numeric]`,
      sql: (x: string) => `round(sum(${x}[1]) / nullif(sum(${x}[2]), 0), 8)::text`,
    }
  }
  const stock = reportField(reading.definition.subject, measure.field)?.stock
  const sql = {
    sum: (x: string) => sumOf(x, 'dated', stock),
    average: (x: string) => `round(avg(${x}), 4)::text`,
    least: (x: string) => `min(${x})::text`,
    most: (x: string) => `max(${x})::text`,
  }[measure.of]
  return { from, sql }
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
