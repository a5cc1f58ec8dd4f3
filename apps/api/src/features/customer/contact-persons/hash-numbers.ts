import { asSystem } from '@rapport/database/as-viewer'
import { telephoneHash } from '@rapport/database/factories/customer-rows'
import type { Product } from '#product.ts'
import { phonePlace } from './contact-persons.ts'

const AT_A_TIME = 500

/** Hashes the numbers of contact persons that were written down before numbers were hashed. What is no number stays without. */
export async function hashNumbers(
  { connections, seal }: Pick<Product, 'connections' | 'seal'>,
  stopping: () => boolean,
) {
  let last = '00000000-0000-0000-0000-000000000000'
  while (!stopping()) {
    const count = await asSystem(connections, {}, async (db) => {
      const rows = await db.rows<{ id: string; sealed: string }>(
        'contact_persons-not-hashed',
        `select id, phone_sealed as sealed from contact_persons where phone_sealed is not null and phone_hash is null and id > $1::uuid
         order by id limit ${AT_A_TIME} for update`,
        [last],
      )
      const hashes = rows.map(({ id, sealed }) => telephoneHash(seal, seal.open(sealed, phonePlace(id))))
      await db.rows(
        'contact_persons-hash',
        `update contact_persons p set phone_hash = n.hash from unnest($1::uuid[], $2::text[]) n (id, hash)
         where p.id = n.id and n.hash is not null`,
        [rows.map(({ id }) => id), hashes],
      )
      last = rows.at(-1)?.id ?? last
      return rows.length
    })
    if (count < AT_A_TIME) return
  }
}
