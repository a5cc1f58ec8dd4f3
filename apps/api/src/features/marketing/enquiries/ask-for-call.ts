import type { Db } from '@rapport/database/as-viewer'
import { notify } from '#features/administration/notifications/notify.ts'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter, warnedAt } from '#features/service/working-time/working-time.ts'
import { businessDay } from '#product.ts'

/** How long what was written may grow before what comes is no longer added, characters. */
const MOST_WRITTEN = 2000

/**
 * Asks the owner for a call within one working day, without one whoever takes it, and tells the owner. While a call is still to be made, a
 * further enquiry adds what was written to it and makes no second.
 */
export async function askForCall(
  db: Db,
  { customerId, ownerId }: { customerId: string; ownerId: string | null },
  message: string | null,
  at: Date,
) {
  const [open] = await db.rows(
    'enquiry.task',
    `update tasks set details = case when length(coalesce(details, '')) < ${MOST_WRITTEN} then nullif(concat_ws(E'\\n', details, $2::text), '') else details end
     where customer_id = $1::uuid and kind = 'follow-up' and code = 'WEB' and open returning id`,
    [customerId, message],
  )
  if (open) return
  const time = await serviceTime(db, businessDay(at))
  const dueAt = dueAfter(time, at, { clock: 'working', days: 1 })
  const [id] = await addTasks(
    db,
    [
      {
        ...{ kind: 'follow-up', code: 'WEB', customerId, assigneeId: ownerId, necessity: 'must', channel: 'phone' },
        ...{
          title: 'Call back: enquiry from the web',
          titleZh: '回电：网络咨询',
          details: message,
          detailsZh: message,
        },
        ...{ dueAt, warnAt: warnedAt(time, at, dueAt) },
      },
    ],
    at,
  )
  if (ownerId) await notify(db, [{ userId: ownerId, kind: 'task-given', about: { kind: 'task', id: id! } }], at)
}
