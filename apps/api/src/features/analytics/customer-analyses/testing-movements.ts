import type { Db } from '@rapport/database/as-viewer'
import { nobody } from '#warehouse/positions/nobody.ts'

interface Made {
  id: string
}
/** Cash that moved on a day, from the client's side. */
export type Movement = readonly [on: string, kind: 'deposit' | 'withdrawal' | 'interest' | 'dividend', amount: number]

/** Puts movements of cash into the warehouse, as a feed would; days are valued when it is next renewed. */
export async function makeMovements(db: Db, customer: Made, account: Made, movements: readonly Movement[]) {
  const days = movements.map(([on]) => on)
  await db.rows('', `select warehouse.make_months('cash_movements', $1::date[])`, [days])
  await db.rows(
    '',
    `insert into warehouse.cash_movements (customer_id, account_id, moved_on, kind, amount, currency, external_key)
     select $1, $2, m.day, m.kind, m.amount, 'CNY', 'm' || m.n
     from unnest($3::date[], $4::text[], $5::numeric[]) with ordinality m (day, kind, amount, n)`,
    [customer.id, account.id, days, movements.map(([, kind]) => kind), movements.map(([, , amount]) => amount)],
  )
  await db.rows(
    '',
    `insert into warehouse.dirty values ($1, $2, $2, $3)
     on conflict (customer_id, account_id, security_id) do update set from_day = least(dirty.from_day, excluded.from_day)`,
    [customer.id, nobody, days.toSorted()[0]],
  )
}
