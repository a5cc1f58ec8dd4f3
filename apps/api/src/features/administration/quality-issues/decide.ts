import type { QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { PersonalClass } from '@rapport/contract/permissions'
import { Refused, refusedField, stale } from '#http/refused.ts'
import { MappingRefused } from '#warehouse/collect/mapping/compile-mapping.ts'
import { sealedCells } from '#warehouse/quarantine.ts'
import { tryRow } from '#warehouse/try-row.ts'
import { shownCells } from './cells.ts'
import { type Asking, type OpenedIssue, openIssue, readIssue } from './quality-issues.ts'

async function toDecide(asking: Asking, issueId: string, version: number): Promise<OpenedIssue> {
  const opened = await readIssue(asking, issueId)
  if (opened.issue.version !== version) throw stale()
  if (opened.issue.state === 'replayed') throw new Refused(409, 'issue.replayed')
  return opened
}

/** The row as it was last said, with these cells in their places. 422 for a column that it has not, or may not be read. */
function mended(
  { row, described }: OpenedIssue,
  cells: Readonly<Record<string, string>>,
  clearance: readonly PersonalClass[],
) {
  const { columns, said, fixed } = row
  const shown = shownCells(row, described, clearance)
  const now = columns.map((_, i) => (fixed ?? said)[i] ?? '')
  for (const [column, text] of Object.entries(cells)) {
    const at = columns.indexOf(column)
    if (at < 0) throw refusedField(`cells.${column}`.slice(0, 120), 'column.unknown')
    if (shown[at]!.masked) throw refusedField(`cells.${column}`.slice(0, 120), 'cell.masked')
    now[at] = text
  }
  return now
}

/**
 * Writes what a row should have said. It is mapped and judged at once as its item is described now: 422 with what is still
 * wrong, field by field. 409 once it is in the warehouse. Whoever sees units can only make it a row of a customer in sight.
 */
export async function fixIssue(
  asking: Asking,
  issueId: string,
  version: number,
  { cells, note }: BodyOf<typeof qualityIssues.fix>,
): Promise<QualityIssueDetails> {
  const { db, viewer, seal } = asking
  const opened = await toDecide(asking, issueId, version)
  const { columns } = opened.row
  const now = mended(opened, cells, viewer.clearance)
  const found = await tried(asking, opened, now)
  if (found.reasons.length > 0)
    throw new Refused(422, 'invalid', { errors: found.reasons.map(({ field, code }) => ({ field, code })) })
  if (viewer.scope === 'units' && (found.unitId === null || !viewer.units.includes(found.unitId)))
    throw refusedField('customerNo', 'customer.unknown')
  const kept = await db.rows(
    'quality-issue-fix',
    `update quality_issues set state = 'fixed', fixed_sealed = $3, unit_id = $4::uuid, note = $5, decided_by = $6::uuid,
       decided_at = clock_timestamp() where id = $1::uuid and version = $2 and state <> 'replayed' returning id`,
    [
      issueId,
      version,
      sealedCells(seal, issueId, 'fixed', { columns: [...columns], cells: now }),
      found.unitId,
      note,
      viewer.id,
    ],
  )
  if (kept.length === 0) throw stale()
  return openIssue(asking, issueId)
}

async function tried({ db, viewer }: Asking, { issue, described, row }: OpenedIssue, cells: readonly string[]) {
  // Whom they do not see may be there: nobody is made in their place.
  const unknown = viewer.scope === 'units' ? { ...described.unknown, customers: 'hold' as const } : described.unknown
  const asks = { query: (text: string, values: unknown[] = []) => db.rows('', text, values) as never }
  try {
    return await tryRow(asks, {
      item: { ...described, unknown },
      batchId: issue.batchId,
      columns: row.columns,
      cells,
      line: issue.line,
    })
  } catch (error) {
    if (error instanceof MappingRefused) throw new Refused(409, 'file.columns-changed')
    throw error
  }
}

/** Leaves a row out, with a reason. 409 once it is in the warehouse. */
export async function dismissIssue(
  asking: Asking,
  issueId: string,
  version: number,
  note: string,
): Promise<QualityIssueDetails> {
  await toDecide(asking, issueId, version)
  const kept = await asking.db.rows(
    'quality-issue-dismiss',
    `update quality_issues set state = 'dismissed', note = $3, decided_by = $4::uuid, decided_at = clock_timestamp()
     where id = $1::uuid and version = $2 and state <> 'replayed' returning id`,
    [issueId, version, note, asking.viewer.id],
  )
  if (kept.length === 0) throw stale()
  return openIssue(asking, issueId)
}
