import type { CallBack } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { closeOf, warnedAt } from '#features/service/working-time/working-time.ts'

export interface NewCallBack {
  customerId: string
  stratum: string | null
  dueOn: string
  /** It came to be known too late to be done in time. */
  late?: boolean
}

const titles = {
  'new-account': { title: 'Call-back to a new account', titleZh: '新开户回访' },
  annual: { title: 'Call-back of the yearly sample', titleZh: '年度抽样回访' },
  'above-class': { title: 'Call-back on holdings above their class', titleZh: '超风险等级持仓回访' },
} as const
const AT_ONCE = 2_000

/** Writes call-backs down, each with the task of making it, for whoever takes it and is not the customer's manager. */
export async function addCallBacks(
  db: Db,
  { kind, sampleId, today, now }: { kind: CallBack['kind']; sampleId: string | null; today: string; now: Date },
  callBacks: readonly NewCallBack[],
) {
  const time = await serviceTime(db, today)
  for (let from = 0; from < callBacks.length; from += AT_ONCE) {
    const some = callBacks.slice(from, from + AT_ONCE).map((one) => ({ ...one, id: newId() }))
    await db.rows(
      'call-backs.add',
      `insert into call_backs (id, kind, sample_id, origin_id, customer_id, stratum, due_on, unit_id, created_at)
       select r.id, $2, $3::uuid, r."customerId", r."customerId", r.stratum, r."dueOn", c.unit_id, $4::timestamptz
       from jsonb_to_recordset($1::jsonb) r (id uuid, "customerId" uuid, stratum text, "dueOn" date)
         join customers c on c.id = r."customerId"`,
      [JSON.stringify(some), kind, sampleId, now],
    )
    await addTasks(
      db,
      some.map(({ id, customerId, dueOn, late = false }) => {
        const dueAt = closeOf(time, dueOn)
        return {
          kind: 'call-back' as const,
          aboutId: id,
          ...titles[kind],
          customerId,
          assigneeId: null,
          necessity: 'must' as const,
          channel: 'phone' as const,
          late,
          dueAt,
          warnAt: dueAt > now ? warnedAt(time, now, dueAt, 'calendar') : null,
        }
      }),
      now,
    )
  }
}
