import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import type { ReportFileFormat } from '@rapport/contract/analytics/report-schedules'
import type { Db } from '@rapport/database/as-viewer'
import { Undone } from '#features/analytics/customer-reports/work/as-person.ts'
import { exportReport } from '#features/analytics/reports/export-report.ts'
import { reportPaper } from '#features/analytics/reports/report-paper.ts'
import { reportWorkbook } from '#features/analytics/reports/report-workbook.ts'
import { runReport } from '#features/analytics/reports/run-report.ts'
import { lineOf } from '#http/csv-stream.ts'
import type { SignedIn } from '#http/session.ts'

/** More than that no mail system takes; whoever needs more opens the report and saves it. */
const MOST_BYTES = 10_000_000

export interface ReportFile {
  content: Buffer
  /** Rows of it without the head. */
  rows: number
}
interface Asked {
  name: string
  definition: ReportDefinition
  format: ReportFileFormat
  now: Date
}

/** The file of a report as this person sees it, in their language. `Undone` where it is too large for a letter. */
export async function reportFile(db: Db, viewer: SignedIn, asked: Asked): Promise<ReportFile> {
  const file = asked.format === 'pdf' ? await pages(db, viewer, asked) : await allRows(db, viewer, asked)
  if (file.content.length > MOST_BYTES) throw new Undone('too-large')
  return file
}

/** The table as it stands on the page: so many rows as the report shows. */
async function pages(db: Db, viewer: SignedIn, { name, definition, now }: Asked): Promise<ReportFile> {
  const answer = await runReport(db, viewer, definition)
  const { locale } = viewer.described.preferences
  const content = await reportPaper({ name, definition, answer, locale, madeAt: now })
  return { content, rows: answer.rows.length }
}

/** All rows, as text or as a workbook: no more is read than a letter holds as text. */
async function allRows(db: Db, viewer: SignedIn, { name, definition, format }: Asked): Promise<ReportFile> {
  const parts: string[] = ['\ufeff']
  const kept: (string | null)[][] = []
  let bytes = 0
  let rows = -1
  for await (const some of exportReport(db, viewer, definition)) {
    const text = some.map(lineOf).join('')
    bytes += Buffer.byteLength(text)
    if (bytes > MOST_BYTES) throw new Undone('too-large')
    if (format === 'xlsx') kept.push(...some)
    else parts.push(text)
    rows += some.length
  }
  const { locale } = viewer.described.preferences
  const content = format === 'xlsx' ? await reportWorkbook(name, definition, kept, locale) : Buffer.from(parts.join(''))
  return { content, rows }
}
