import type { Works } from '#features/analytics/customer-reports/work/as-person.ts'
import { clearOld, makeWaiting } from '#features/analytics/customer-reports/work/make-waiting.ts'
import { sendWaiting } from '#features/analytics/customer-reports/work/send-waiting.ts'
import type { Mail } from '#mail/mail.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 500
const MAIL_EVERY = 2_000
const CLEAR_EVERY = 3_600_000

/** Makes the reports that were asked for, sends those that shall be sent and clears old ones away, until `stopping` says so. */
export async function makeReports(
  product: Works,
  { mail, stopping, log }: { mail: Mail | null; stopping: () => boolean; log: (error: unknown) => unknown },
) {
  const each = (round: () => Promise<boolean>) => async () => {
    while (!stopping() && (await round()));
  }
  const lanes = [
    lane(
      each(() => makeWaiting(product)),
      { every: LOOK_EVERY, stopping, log },
    ),
    lane(async () => void (await clearOld(product)), { every: CLEAR_EVERY, stopping, log }),
  ]
  if (mail)
    lanes.push(
      lane(
        each(() => sendWaiting(product, mail)),
        { every: MAIL_EVERY, stopping, log },
      ),
    )
  await Promise.all(lanes)
}
