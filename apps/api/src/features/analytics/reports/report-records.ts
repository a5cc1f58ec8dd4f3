import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reportField } from '@rapport/contract/analytics/report-subjects'
import type { ReportAnswer, ReportRow } from '@rapport/contract/analytics/reports'
import type { Db } from '@rapport/database/as-viewer'
import { ReportReading } from './report-reading.ts'

type Found = Pick<ReportAnswer, 'rows' | 'total' | 'totals' | 'pivots' | 'morePivots'>

/** The statement that reads all records in order: text columns `c0`, `c1`, … and `customer_id`. */
export function recordsStatement(definition: ReportDefinition, today: string) {
  const reading = new ReportReading(definition, today)
  const columns = definition.columns.map((name) => reading.column(name))
  const cells = columns.map(
    ({ sql, as, label }, at) => `${label ? label(sql) : as === 'text' ? sql : `(${sql})::text`} as c${at}`,
  )
  const { sort } = definition
  const sorted = sort?.of === 'column' ? columns[sort.at] : undefined
  const by =
    sorted && `${sorted.label ? sorted.label(sorted.sql) : sorted.sql} ${sort!.down ? 'desc' : 'asc'} nulls last, `
  const text = `select ${reading.source.customerId} as customer_id, ${cells.join(', ')} ${reading.body}
    order by ${by ?? ''}${reading.source.order}`
  return { text, values: reading.values }
}

/** The first records, how many there are, and the sums of what adds up. */
export async function runRecords(db: Db, definition: ReportDefinition, today: string): Promise<Found> {
  const { text, values } = recordsStatement(definition, today)
  const records = await db.rows<Record<string, string | null> & { customer_id: string }>(
    '',
    `${text} limit $${values.length + 1}::int`,
    [...values, definition.limit],
  )
  const reading = new ReportReading(definition, today)
  const { dated } = reading.source
  const sums = definition.columns.map((name) => {
    const field = reportField(definition.subject, name)!
    const { sql } = reading.column(name)
    return field.adds ? sumOf(sql, field.stock && dated ? { since: dated, until: dated } : undefined) : 'null::text'
  })
  const [all] = await db.rows<{ total: number; totals: (string | null)[] }>(
    '',
    `select count(*) as total, array[${sums.join(', ')}] as totals ${reading.body}`,
    reading.values,
  )
  return {
    rows: records.map(
      (row): ReportRow => ({
        keys: [],
        cells: definition.columns.map((_, at) => row[`c${at}`] ?? null),
        values: [],
        pivoted: [],
        customerId: row.customer_id,
      }),
    ),
    ...all!,
    pivots: [],
    morePivots: false,
  }
}

/** A sum as text; of what stands at the end of months only within one month: those of several do not add up. */
export const sumOf = (sql: string, stock?: { since: string; until: string } | undefined) =>
  stock ? `(case when min(${stock.since}) = max(${stock.until}) then sum(${sql}) end)::text` : `sum(${sql})::text`
