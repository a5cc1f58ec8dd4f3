import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import type { Db } from '@rapport/database/as-viewer'
import { Undone } from '#features/analytics/customer-reports/work/as-person.ts'
import { exportReport } from '#features/analytics/reports/export-report.ts'
import { lineOf } from '#http/csv-stream.ts'
import type { SignedIn } from '#http/session.ts'

/** More than that no mail system takes; whoever needs more opens the report and saves it. */
const MOST_BYTES = 10_000_000

/** The CSV file of a report as this person sees it, and its rows without the head. `Undone` where it is too large for a letter. */
export async function reportFile(
  db: Db,
  viewer: SignedIn,
  definition: ReportDefinition,
): Promise<{ content: Buffer; rows: number }> {
  const parts: string[] = ['\ufeff']
  let bytes = 0
  let rows = -1
  for await (const some of exportReport(db, viewer, definition)) {
    const text = some.map(lineOf).join('')
    bytes += Buffer.byteLength(text)
    if (bytes > MOST_BYTES) throw new Undone('too-large')
    parts.push(text)
    rows += some.length
  }
  return { content: Buffer.from(parts.join('')), rows }
}
