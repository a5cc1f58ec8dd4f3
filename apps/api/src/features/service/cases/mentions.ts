import { notify } from '#features/administration/notifications/notify.ts'
import type { CaseStanding } from './case-rows.ts'
import type { Doing } from './open-case.ts'

const MOST = 20

/** Whom words call by @ and their user name or name. */
const calledIn = (words: string) =>
  [
    ...new Set([...words.matchAll(/@([\p{L}\p{N}][\p{L}\p{N}._-]{0,63})/gu)].map(([, name]) => name!.toLowerCase())),
  ].slice(0, MOST)

/**
 * Tells whoever is called by @ in the words of a step, if they may see the case: never whom it is about, nor who writes. A name that
 * several have calls none of them; user names always call one.
 */
export async function tellMentioned({ db, viewer, now }: Doing, row: CaseStanding, words: string | null) {
  const called = words === null ? [] : calledIn(words)
  if (called.length === 0) return
  const people = await db.rows<{ id: string }>(
    'case.mentioned',
    `with reading as (
       select u.id, lower(u.username) as username, lower(u.name) as name from users u join roles r on r.id = u.role_id
       where u.disabled_at is null and (lower(u.username) = any ($1::text[]) or lower(u.name) = any ($1::text[]))
         and 'case.read' = any (r.permissions) and (r.scope = 'all' or u.id = (select k.owner_id from cases k where k.id = $2::uuid)
           or r.scope = 'units' and exists (select from unit_ancestry a where a.descendant_id = $3::uuid and a.ancestor_id = u.unit_id)))
     select id from reading n where id <> all (array_remove($4::uuid[], null))
       and (username = any ($1::text[]) or (select count(*) from reading o where o.name = n.name) = 1)`,
    [called, row.id, row.unit.id, [viewer.id, row.subject?.id ?? null]],
  )
  const about = { kind: 'case', id: row.id } as const
  await notify(
    db,
    people.map(({ id }) => ({ userId: id, kind: 'mention', about })),
    now,
  )
}
