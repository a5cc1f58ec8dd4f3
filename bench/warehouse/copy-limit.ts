import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { asOwner } from '@rapport/database/as-owner'
import { from, to } from 'pg-copy-streams'
import type { Firm } from './world.ts'

/**
 * Rows a second of COPY alone: what lies in warehouse.trades, in the order in which it came, into a table with the same
 * columns, partitions, checks and indexes, from memory.
 */
export async function copyLimit({ ownerUrl }: Firm): Promise<{ rows: number; seconds: number }> {
  return asOwner(ownerUrl, async (owner) => {
    const chunks: Buffer[] = []
    const out = owner.query(to(`copy (select * from warehouse.trades order by traded_on, external_key) to stdout`))
    for await (const chunk of out) chunks.push(chunk as Buffer)
    await owner.query(
      `create schema if not exists bare; drop table if exists bare.trades; create table bare.trades (like warehouse.trades including all) partition by range (traded_on)`,
    )
    const { rows } = await owner.query(
      `select format('create table bare.%I partition of bare.trades %s', c.relname, pg_get_expr(c.relpartbound, c.oid)) as make
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'warehouse.trades'::regclass`,
    )
    for (const { make } of rows) await owner.query(make)
    await owner.query('checkpoint')
    const started = performance.now()
    const copy = owner.query(from('copy bare.trades from stdin'))
    for (const chunk of chunks) if (!copy.write(chunk)) await once(copy, 'drain')
    copy.end()
    await finished(copy)
    const seconds = (performance.now() - started) / 1000
    const [{ n }] = (await owner.query('select count(*)::int as n from bare.trades')).rows as [{ n: number }]
    await owner.query('drop schema bare cascade')
    return { rows: n, seconds }
  })
}
