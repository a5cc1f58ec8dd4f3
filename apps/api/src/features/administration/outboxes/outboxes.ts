import { type Outbox, outboxNames } from '@rapport/contract/administration/outboxes'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { notify } from '#features/administration/notifications/notify.ts'
import type { Product } from '#product.ts'

type Watched = Pick<Product, 'connections' | 'now' | 'channels' | 'mailing' | 'outboxAlarmMinutes'>

/** As long as one that stays late is not told again. */
const TOLD_FOR = "interval '1 hour'"

/** How much waits to leave, by channel, as of now; counts only, of the whole firm. */
export const listOutboxes = (product: Watched): Promise<Outbox[]> =>
  asSystem(product.connections, {}, (db) => lagsOf(db, product))

async function lagsOf(db: Db, { now, channels, mailing, outboxAlarmMinutes }: Watched): Promise<Outbox[]> {
  const found = await db.rows<Pick<Outbox, 'name' | 'waiting' | 'later' | 'oldestSeconds'>>(
    'outboxes.lags',
    `select o.name, coalesce(f.waiting, 0)::int as waiting, coalesce(f.later, 0)::int as later,
       case when f.behind is not null then greatest(0, floor(extract(epoch from f.behind)))::int end as "oldestSeconds"
     from unnest($2::text[]) with ordinality o (name, nth)
     left join (
       select channel as name, count(*) filter (where state = 'sending' or due_at <= $1) as waiting,
         count(*) filter (where state = 'waiting' and due_at > $1) as later,
         $1 - min(due_at) filter (where state = 'sending' or due_at <= $1) as behind
       from outbound_messages where state in ('waiting', 'sending') group by channel
       union all
       select 'customer-reports', count(*) filter (where sending_at <= clock_timestamp()), count(*) filter (where sending_at > clock_timestamp()),
         clock_timestamp() - min(sending_at) filter (where sending_at <= clock_timestamp())
       from customer_reports where sending = 'waiting') f using (name)
     order by o.nth`,
    [now(), [...outboxNames]],
  )
  return found.map((one) => ({
    ...one,
    connected: one.name === 'customer-reports' ? mailing : channels.includes(one.name),
    late: one.oldestSeconds !== null && one.oldestSeconds >= outboxAlarmMinutes * 60,
  }))
}

/** Tells whoever runs the data centre of outboxes that are late: of each once an hour as long as it stays so. */
export async function tellLateOutboxes(product: Watched): Promise<void> {
  await asSystem(product.connections, {}, async (db) => {
    const late = (await lagsOf(db, product)).filter((one) => one.late)
    if (late.length === 0) return
    // One worker at a time, so that nobody is told twice.
    const [lock] = await db.rows<{ got: boolean }>(
      'outboxes.tell-lock',
      `select pg_try_advisory_xact_lock(hashtext('tell-outboxes')) as got`,
      [],
    )
    if (!lock?.got) return
    const people = await db.rows<{ id: string; name: Outbox['name'] }>(
      'outboxes.to-tell',
      `select u.id, o.name from users u join roles r on r.id = u.role_id cross join unnest($1::text[]) o (name)
       where u.disabled_at is null and 'data-centre.run' = any (r.permissions)
         and not exists (select from notifications t where t.user_id = u.id and t.kind = 'outbox-late'
           and t.details ->> 'outbox' = o.name and t.created_at > $2::timestamptz - ${TOLD_FOR})`,
      [late.map(({ name }) => name), product.now()],
    )
    const causes = people.map(({ id, name }) => {
      const { waiting, oldestSeconds } = late.find((one) => one.name === name)!
      const details = { outbox: name, waiting, minutes: Math.floor(oldestSeconds! / 60) }
      return { userId: id, kind: 'outbox-late' as const, urgent: true, details }
    })
    await notify(db, causes, product.now())
  })
}
