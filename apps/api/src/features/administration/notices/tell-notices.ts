import { asSystem, type Db } from '@rapport/database/as-viewer'
import { notify } from '#features/administration/notifications/notify.ts'
import type { Product } from '#product.ts'
import { audience } from './notice-rows.ts'

/** Tells whoever a notice is addressed to and has not read, or not confirmed, what is to be; not its author. Gives how many people. */
export async function tellAudience(
  db: Db,
  ids: readonly string[],
  kind: 'notice-published' | 'notice-reminder',
  now: Date,
): Promise<number> {
  const people = await db.rows<{ id: string; userId: string; confirm: boolean }>(
    'notices.audience',
    `select n.id, p.id as "userId", n.confirm from notices n cross join lateral ${audience} p
     left join notice_reads r on r.notice_id = n.id and r.user_id = p.id
     where n.id = any ($1::uuid[]) and p.id <> n.author_id and (r.read_at is null or n.confirm and r.confirmed_at is null)`,
    [ids],
  )
  const causes = people.map(({ id, userId, confirm }) => ({
    userId,
    kind,
    about: { kind: 'notice' as const, id },
    urgent: confirm,
  }))
  await notify(db, causes, now)
  await db.rows(
    'notices.told',
    'update notices set told_at = $2::timestamptz where id = any ($1::uuid[]) and told_at is null',
    [ids, now],
  )
  return people.length
}

/** Tells of notices whose time has come. */
export const tellDueNotices = ({ connections, now: clock }: Pick<Product, 'connections' | 'now'>): Promise<void> =>
  asSystem(connections, {}, async (db) => {
    const now = clock()
    const due = await db.rows<{ id: string }>(
      'notices.due',
      `select id from notices where told_at is null and withdrawn_at is null and publish_at <= $1::timestamptz
       order by publish_at limit 20 for update skip locked`,
      [now],
    )
    const ids = due.map(({ id }) => id)
    if (ids.length > 0) await tellAudience(db, ids, 'notice-published', now)
  })
