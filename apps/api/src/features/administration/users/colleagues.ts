import type { users } from '@rapport/contract/administration/organisation'
import type { Colleague } from '@rapport/contract/administration/organisation-choices'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import type { z } from 'zod'

/** Enabled people by user name: by part of it or of their name, of a unit and below, with a role. */
export async function colleagues(
  db: Db,
  { q, unit, role, limit }: QueryOf<typeof users.colleagues>,
): Promise<{ items: z.infer<typeof Colleague>[] }> {
  const items = await db.rows<z.infer<typeof Colleague>>(
    'colleagues',
    `select u.id, u.username, u.name, json_build_object('id', n.id, 'name', n.name) as unit, r.code as "roleCode"
     from users u join units n on n.id = u.unit_id join roles r on r.id = u.role_id
     where u.disabled_at is null
       and ($1::text is null or strpos(lower(u.username), lower($1)) > 0 or strpos(lower(u.name), lower($1)) > 0)
       and ($2::uuid is null or exists (select from unit_ancestry a where a.ancestor_id = $2 and a.descendant_id = u.unit_id))
       and ($3::text is null or r.code = $3)
     order by u.username limit $4`,
    [q ?? null, unit ?? null, role ?? null, limit],
  )
  return { items }
}
