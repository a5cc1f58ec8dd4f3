import { beginDue } from '#features/analytics/report-schedules/work/begin-due.ts'
import { deliverWaiting, type Sends } from '#features/analytics/report-schedules/work/deliver.ts'
import type { Mail } from '#mail/mail.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 2_000

/** Follows the schedules of reports and sends what is due, until `stopping` says so; without a mail server nothing is due. */
export async function sendReports(
  sends: Sends,
  { mail, stopping, log }: { mail: Mail | null; stopping: () => boolean; log: (error: unknown) => unknown },
) {
  if (!mail) return
  const round = async () => {
    await beginDue(sends.connections)
    while (!stopping() && (await deliverWaiting(sends, mail)));
  }
  await lane(round, { every: LOOK_EVERY, stopping, log })
}
