import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { openReport } from './customer-reports.ts'
import { sendableTo } from './sendable-to.ts'

/** Asks for a report to be sent, which the worker does. 404 out of sight, 409 where there is nothing to send, 422 where nobody. */
export async function askToSend(db: Db, id: string, mailing: boolean) {
  const report = await openReport(db, id)
  if (report.state !== 'made') throw new Refused(409, 'report.not-made')
  if (report.sending && report.sending.state !== 'failed')
    throw new Refused(409, report.sending.state === 'sent' ? 'report.already-sent' : 'report.being-sent')
  const verdict = mailing ? (await sendableTo(db, report.customerId)).verdict : 'no-mail-server'
  if (verdict !== 'yes') throw new Refused(422, `report.${verdict}`)
  await db.rows(
    'customer-report-send',
    `update customer_reports set sending = 'waiting', sending_failure = null, sending_by = viewer_id(), sending_attempt = 0,
       sending_at = clock_timestamp() where id = $1 and (sending is null or sending = 'failed')`,
    [id],
  )
  return openReport(db, id)
}
