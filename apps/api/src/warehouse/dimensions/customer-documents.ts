import { identificationRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Applying } from './apply.ts'
import { documentType } from './check-customer.ts'
import type { Change } from './merge-dimension.ts'
import { writeRows, writes } from './written.ts'

type Row = Parameters<typeof insertRows<'identifications'>>[2][number]

/** Another number of a type that is there corrects it, the first where there are several; the trail keeps what was before. */
export async function keepDocuments(
  { loader, seal }: Applying,
  found: readonly { change: Change; id: string }[],
): Promise<void> {
  const rows: Row[] = found.flatMap(({ change: { before, after }, id }) =>
    Object.keys(after).flatMap((field) => {
      const type = documentType(field)
      const number = type === null ? null : writes(before, after, field)
      return number === null ? [] : [identificationRow(seal, id, { type: type as 'resident-id', number })]
    }),
  )
  if (rows.length === 0) return
  type Known = { id: string; customerId: string; type: string; hash: string }
  const known = await loader.query<Known>(
    `select id, customer_id as "customerId", type, number_hash as hash from identifications
     where customer_id = any ($1::uuid[]) order by id`,
    [rows.map(({ customerId }) => customerId)],
  )
  const made: Row[] = []
  const changed: { id: string; sealed: string; hash: string }[] = []
  for (const row of rows) {
    const same = known.filter(({ customerId, type }) => customerId === row.customerId && type === row.type)
    if (same.some(({ hash }) => hash === row.numberHash)) continue
    if (same.length === 0) made.push(row)
    else {
      // Sealed for the row in which it lies.
      const number = seal.open(row.numberSealed, `identifications.number.${row.id}`)
      const { id } = same[0]!
      changed.push({ id, sealed: seal.close(number, `identifications.number.${id}`), hash: row.numberHash })
    }
  }
  await insertRows(loader, 'identifications', made)
  await writeRows(
    loader,
    `update identifications i set number_sealed = r.sealed, number_hash = r.hash
     from json_to_recordset($1) as r (id uuid, sealed text, hash text) where i.id = r.id`,
    changed,
  )
}
