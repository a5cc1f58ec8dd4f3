import { isGrouped, type ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reportSubjectFacts } from '@rapport/contract/analytics/report-subjects'
import type { ReportAnswer } from '@rapport/contract/analytics/reports'
import type { Db } from '@rapport/database/as-viewer'
import { sqlStateOf } from '#http/errors.ts'
import { Refused } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'
import { runGroups } from './report-groups.ts'
import { ReportReading } from './report-reading.ts'
import { runRecords } from './report-records.ts'

const SECONDS_ON_SCREEN = 10
const CANCELLED = '57014'

/** What a report says now to this viewer. 403 without the right to its subject, 422 where it would take too long. */
export async function runReport(
  db: Db,
  viewer: Pick<Ask['viewer'], 'permissions' | 'described'>,
  definition: ReportDefinition,
): Promise<ReportAnswer> {
  refuseSubject(viewer.permissions, definition)
  const { today } = viewer.described
  await giveTime(db, SECONDS_ON_SCREEN)
  const found = await (isGrouped(definition) ? runGroups : runRecords)(db, definition, today).catch(tooLong)
  const { days } = new ReportReading(definition, today)
  return { today, from: days?.from ?? null, to: days?.to ?? null, ...found }
}

/** 403 for whoever may not read what the report is about. */
export function refuseSubject(permissions: readonly string[], { subject }: ReportDefinition) {
  const { permission } = reportSubjectFacts[subject]
  for (const needed of ['report.build', permission])
    if (!permissions.includes(needed)) throw new Refused(403, 'not-allowed', { details: { permission: needed } })
}

/**
 * For the rest of the transaction: how long a statement may take, room to sort and to put together, and that most of a table
 * is better read from its begin to its end, by several processes, than by an index.
 */
export const giveTime = (db: Db, seconds: number) =>
  db.rows(
    'report-limits',
    `select set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true),
       set_config('work_mem', '64MB', true), set_config('random_page_cost', '4', true)`,
    [`${seconds * 1000}`],
  )

/** For `.catch`: what was cut off for its time is refused with what would make it shorter. */
export function tooLong(error: unknown): never {
  if (sqlStateOf(error) === CANCELLED) throw new Refused(422, 'report.too-long')
  throw error
}
