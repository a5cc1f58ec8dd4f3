import type { Db } from '@rapport/database/as-viewer'

/** A course that still runs, by any way, of a customer. */
export async function makeProspect(db: Db, customerId: string): Promise<{ id: string }> {
  const [made] = await db.rows<{ id: string }>(
    'make-prospect',
    `insert into prospects (id, customer_id, channel_id, interests, next_step, next_step_on, unit_id)
     select uuid_v7(), $1::uuid, h.id, '{funds}', 'ring', '2026-12-01', c.unit_id
     from prospect_channels h, customers c where h.code = 'other' and c.id = $1::uuid returning id`,
    [customerId],
  )
  return made!
}
