import { isGrouped, measuresOf, type ReportDefinition } from '@rapport/contract/analytics/report-definition'
import type { Db } from '@rapport/database/as-viewer'
import type { Ask } from '#http/serve.ts'
import { groupsFileStatement } from './report-groups.ts'
import { recordsStatement } from './report-records.ts'
import { type Locale, namesIn } from './report-words.ts'
import { giveTime, refuseSubject, tooLong } from './run-report.ts'

const SECONDS_FOR_A_PART = 120
/** Few: what is under way when memory is tidied outlives the young generation, and lies about until all of it is. */
const ROWS_AT_ONCE = 200

/**
 * All rows of a report, some at a time, over a cursor in the transaction of the viewer: what was not read yet is not in memory.
 * The first part is the head. 403 without the right to its subject, 422 where it takes too long.
 */
export async function* exportReport(
  db: Db,
  viewer: Pick<Ask['viewer'], 'permissions' | 'described'>,
  definition: ReportDefinition,
): AsyncGenerator<(string | null)[][]> {
  refuseSubject(viewer.permissions, definition)
  await giveTime(db, SECONDS_FOR_A_PART)
  const grouped = isGrouped(definition)
  const { text, values } = (grouped ? groupsFileStatement : recordsStatement)(definition, viewer.described.today)
  await db.rows('', `declare report_rows no scroll cursor for ${text}`, values)
  yield [headOf(definition, viewer.described.preferences.locale)]
  for (;;) {
    const rows = await db.rows<Row>('', `fetch ${ROWS_AT_ONCE} from report_rows`, []).catch(tooLong)
    if (rows.length === 0) return
    yield rows.map((row) =>
      grouped ? [...row.labels, ...row.vals] : definition.columns.map((_, at) => row[`c${at}`] ?? null),
    )
  }
}

type Row = { labels: (string | null)[]; vals: (string | null)[] } & Record<`c${number}`, string | null>

/** What columns are called in the reader's language, as on the page. */
function headOf(definition: ReportDefinition, locale: Locale): string[] {
  const { subject, columns, groups, pivot } = definition
  const names = namesIn(locale)
  if (!isGrouped(definition)) return columns.map((name) => names.field(subject, name))
  const keys = [...groups, ...(pivot ? [pivot] : [])].map(({ field }) => names.field(subject, field))
  return [...keys, ...measuresOf(definition).map((measure) => names.measure(subject, measure))]
}
