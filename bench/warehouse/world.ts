import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import { Connections } from '@rapport/database/connections'
import { startEmbedded } from '@rapport/database/embedded'
import { newId } from '@rapport/database/ids'
import { migrate } from '@rapport/database/migrate'
import { ensureLoginRole } from '@rapport/database/roles'
import { Seal } from '@rapport/database/seal'
import { dayNumber, onDay } from '@rapport/demo/calendar'
import type { Works } from '../../apps/api/src/warehouse/step.ts'
import type { Keys } from '../product.ts'

export interface Firm {
  ownerUrl: string
  /** As which the product signs in. */
  appUrl: string
  works: Works
  customers: number
  securities: number
  /** Trading days of five years, ascending. */
  days: readonly string[]
  unitId: string
  /** What a product that is started on it seals and looks up with. */
  keys: Keys
  close(): Promise<void>
}

const LAST = '2026-11-20'
const UNITS = 12

/** A firm of so many customers with an account each, prices of five years, and nothing traded yet. */
export async function makeFirm({ customers, securities }: { customers: number; securities: number }): Promise<Firm> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-warehouse-'))
  const database = await startEmbedded({ dataDir })
  await migrate(database.url)
  const { url } = await ensureLoginRole(database.url, { password: 'bench' })
  const key = Buffer.alloc(32, 3).toString('base64')
  const connections = new Connections(url, { most: 4, statementSeconds: 600 })
  const days = weekdays(LAST, 5 * 366).slice(-1215)
  const unitId = newId()
  mkdirSync(join(dataDir, 'arrivals'), { recursive: true })
  await asOwner(database.url, async (owner) => {
    await owner.query(`set session_replication_role = replica; set synchronous_commit = off`)
    await owner.query(
      `insert into units (id, parent_id, kind, code, name, valid_from)
       select case i when 0 then $1 else gen_random_uuid() end, null, case i when 0 then 'head-office' else 'branch' end, 'U' || i, 'U' || i, '2015-01-01'
       from generate_series(0, $2) i where i = 0`,
      [unitId, UNITS],
    )
    await owner.query(
      `insert into units (id, parent_id, kind, code, name, valid_from)
       select gen_random_uuid(), $1, 'branch', 'U' || i, 'U' || i, '2015-01-01' from generate_series(1, $2::int) i`,
      [unitId, UNITS],
    )
    await owner.query(
      `insert into customers (id, customer_no, kind, name, name_pinyin, name_initials, search_keys, unit_id)
       select gen_random_uuid(), 'C' || i, 'person', 'C' || i, '', '', '{}', (array(select id from units where kind = 'branch' order by code))[1 + i % $2]
       from generate_series(1, $1::int) i`,
      [customers, UNITS],
    )
    await owner.query(
      `insert into warehouse.customer_scope select id, owner_id, unit_id, true from customers;
       insert into accounts (id, customer_id, kind, number, currency, status)
         select gen_random_uuid(), id, 'fund', 'A' || substr(customer_no, 2), 'CNY', 'open' from customers`,
    )
    await owner.query(
      `insert into securities (id, code, name, currency) select gen_random_uuid(), 'S' || i, 'S' || i, 'CNY' from generate_series(1, $1::int) i`,
      [securities],
    )
    await owner.query(
      `insert into warehouse.closes (security_id, day, close)
       select s.id, d.day, round((10 + 8 * sin(d.n / 40.0 + hashtext(s.code) % 100))::numeric, 2)
       from securities s cross join unnest($1::date[]) with ordinality d (day, n)`,
      [days],
    )
    await owner.query(
      `insert into warehouse.calendar (market, day, trading, settlement) select 'CN', d, true, true from unnest($1::date[]) d`,
      [days],
    )
    await owner.query('analyze')
  })
  return {
    ownerUrl: database.url,
    appUrl: url,
    works: { connections, seal: new Seal(`k1:${key}`, key), dataDir, now: () => new Date() } as unknown as Works,
    customers,
    securities,
    days,
    unitId,
    keys: { encryptionKeys: `k1:${key}`, indexKey: key },
    async close() {
      await connections.end()
      await database.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function weekdays(last: string, span: number): string[] {
  const end = dayNumber(last)
  return Array.from({ length: span }, (_, i) => end - span + 1 + i)
    .filter((day) => ![0, 6].includes(new Date(`${onDay(day)}T00:00:00Z`).getUTCDay()))
    .map(onDay)
}
