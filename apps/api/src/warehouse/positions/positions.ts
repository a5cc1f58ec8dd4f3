import { asLoader, type Loader } from '@rapport/database/as-loader'
import type { Connections } from '@rapport/database/connections'
import { newId } from '@rapport/database/ids'
import { foldedColumns, foldPositions } from './fold-positions.ts'
import { nobody } from './nobody.ts'

/**
 * Brings positions up to date with their trades and corporate actions: each that is marked dirty from its day on, and no
 * other. Folded by packages/finance. The customers concerned stay marked, for their sums. Returns how many positions.
 */
export async function refreshPositions(loader: Loader, connections: Connections): Promise<number> {
  const stamp = newId().replaceAll('-', '')
  const dirty = `warehouse_stage.d_${stamp}`
  await loader.query(
    `create unlogged table ${dirty} (n int, customer_id uuid, account_id uuid, security_id uuid, from_day date)`,
  )
  let positions = 0
  for (const [pass, since] of (await passes(loader)).entries()) {
    const folded = `warehouse_stage.f${pass}_${stamp}`
    await loader.query(`truncate ${dirty}`)
    const n = await loader.change(
      `insert into ${dirty}
       select row_number() over (order by customer_id, account_id, security_id), customer_id, account_id, security_id, from_day
       from warehouse.dirty where account_id <> $1 and from_day >= $2`,
      [nobody, since],
    )
    if (n === 0) continue
    positions += n
    await loader.query(`analyze ${dirty}`)
    await reachBackToRecordDays(loader, dirty)
    const [{ first }] = (await loader.query<{ first: string }>(`select min(from_day) as first from ${dirty}`)) as [
      { first: string },
    ]
    // Written by a connection of its own while this one reads; should this transaction fail, the next run sweeps it away.
    await asLoader(connections, (other) => other.query(`create unlogged table ${folded} (${foldedColumns})`))
    await asLoader(connections, (other) => foldPositions(loader, other, { dirty, since: first, folded }))
    await putInPlace(loader, dirty, folded, first)
    await loader.query(`drop table ${folded}`)
    await leaveCustomersMarked(loader, dirty)
  }
  await loader.query(`drop table ${dirty}`)
  return positions
}

/**
 * Most of a day's positions are dirty from that day on, a few late ones from long ago: the former are folded without a look
 * at old partitions. The days from which on positions are taken, the later pass first.
 */
async function passes(loader: Loader): Promise<string[]> {
  const [days] = await loader.query<{ first: string | null; recent: string | null }>(
    `select min(from_day) as first, (date_trunc('month', max(from_day)) - interval '1 month')::date as recent
     from warehouse.dirty where account_id <> $1`,
    [nobody],
  )
  if (!days?.first || !days.recent) return []
  return days.first < days.recent ? [days.recent, days.first] : [days.first]
}

/** What was held at the close of a record day must be known where an action goes ex later. */
const reachBackToRecordDays = (loader: Loader, dirty: string) =>
  loader.query(
    `update ${dirty} d set from_day = a.since
     from (select d.n, min(c.record_on) as since from ${dirty} d
           join warehouse.corporate_actions c on c.security_id = d.security_id and c.record_on < d.from_day and c.ex_on >= d.from_day
           group by d.n) a
     where a.n = d.n`,
  )

const key = 'customer_id, account_id, security_id'
const is = (one: string) =>
  `${one}.customer_id = d.customer_id and ${one}.account_id = d.account_id and ${one}.security_id = d.security_id`

/** The days from the dirty one on are replaced; the present position is the last of them, or what stood before. */
async function putInPlace(loader: Loader, dirty: string, folded: string, first: string) {
  await loader.query(`analyze ${folded}`)
  await loader.query(
    `select warehouse.make_months('position_days', array(select distinct date_trunc('month', day)::date from ${folded}))`,
  )
  await loader.query(
    `delete from warehouse.position_days p
     using (select d.* from ${dirty} d join warehouse.positions now on ${is('now')} and now.day >= d.from_day) d
     where ${is('p')} and p.day >= d.from_day and p.day >= date '${first}'`,
  )
  await loader.query(
    `insert into warehouse.position_days (${key}, day, currency, quantity, cost, realised, dividends, realised_on_day,
                                          dividends_on_day, cash_on_day, flow_on_day)
     select d.customer_id, d.account_id, d.security_id, f.day, f.currency, f.quantity, f.cost, f.realised, f.dividends,
            f.realised_on_day, f.dividends_on_day, f.cash_on_day, f.flow_on_day
     from ${folded} f join ${dirty} d on d.n = f.n`,
  )
  // Positions of which nothing is left from the dirty day on: what stood before stands, or nothing.
  await loader.query(
    `delete from warehouse.positions p using ${dirty} d
     where ${is('p')} and p.day >= d.from_day and not exists (select from ${folded} f where f.n = d.n)`,
  )
  await loader.query(
    `insert into warehouse.positions (${key}, day, currency, quantity, cost, realised, dividends)
     select d.customer_id, d.account_id, d.security_id, l.day, l.currency, l.quantity, l.cost, l.realised, l.dividends
     from ${dirty} d cross join lateral (select * from warehouse.position_days p where ${is('p')} order by p.day desc limit 1) l
     where not exists (select from ${folded} f where f.n = d.n) and not exists (select from warehouse.positions p where ${is('p')})`,
  )
  await loader.query(
    `insert into warehouse.positions (${key}, day, currency, quantity, cost, realised, dividends)
     select distinct on (f.n) d.customer_id, d.account_id, d.security_id, f.day, f.currency, f.quantity, f.cost, f.realised, f.dividends
     from ${folded} f join ${dirty} d on d.n = f.n order by f.n, f.day desc
     on conflict (${key}) do update set day = excluded.day, currency = excluded.currency, quantity = excluded.quantity,
       cost = excluded.cost, realised = excluded.realised, dividends = excluded.dividends`,
  )
}

const leaveCustomersMarked = async (loader: Loader, dirty: string) => {
  await loader.query(
    `insert into warehouse.dirty as c (customer_id, account_id, security_id, from_day)
     select d.customer_id, $1, $1, min(d.from_day) from ${dirty} d group by 1
     on conflict (customer_id, account_id, security_id) do update set from_day = least(c.from_day, excluded.from_day)`,
    [nobody],
  )
  await loader.query(`delete from warehouse.dirty w using ${dirty} d where ${is('w')}`)
}
