import { readFileSync } from 'node:fs'
import { startEmbedded } from '@rapport/database/embedded'
import { Seal } from '@rapport/database/seal'
import { asOwner } from '@rapport/database/as-owner'
import autocannon from 'autocannon'
import { prepare } from './prepare.ts'
import { startProduct } from './zz-product.ts'
import { press } from './measure.ts'
const dir = '/tmp/bfull'
const keys = JSON.parse(readFileSync(`${dir}/bench-keys.json`, 'utf8'))
const db = await startEmbedded({ dataDir: dir })
const world = await prepare(db.url, new Seal(keys.encryptionKeys, keys.indexKey), {} as never)
if (process.argv[3]) process.env.NARGS = '--cpu-prof --cpu-prof-dir=/tmp/prof'
const product = await startProduct(db.url, keys, dir)
const headers = await product.signIn('am_bench')
const ids = await asOwner(db.url, async (o) => (await o.query('select id from customers where owner_id=$1 limit 200', [world.people.am.id])).rows.map((r) => r.id))
const pid = await asOwner(db.url, async (o) => (await o.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid")).rows[0].pid)
const what = process.argv[2] ?? 'open'
const calls = what === 'open' ? ids.map((id: string) => ({ method: 'GET' as const, path: `/api/customers/${id}`, headers })) :
  what === 'list' ? [{ method: 'GET' as const, path: '/api/customers', headers }] :
  what === 'session' ? [{ method: 'GET' as const, path: '/api/session', headers }] :
  what === 'live' ? [{ method: 'GET' as const, path: '/api/health/live', headers }] :
  what === 'search' ? ['王','wang','李','li'].map(q => ({ method: 'GET' as const, path: `/api/customers?q=${encodeURIComponent(q)}`, headers })) :
  [{ method: 'POST' as const, path: '/api/care-visits', headers, body: () => JSON.stringify({ customerId: ids[Math.floor(Math.random()*200)], kind: 'care', channel: 'phone', plannedOn: world.today, plannedTime: null, purpose: null }) }]
const m = await press(product.origin, calls, [product.pid, pid], 8)
console.log(what, m.rate.toFixed(0), 'req/s', 'p50', m.p50, 'p99', m.p99, 'server', m.cpu[0]!.toFixed(3), 'db', m.cpu[1]!.toFixed(3), 'refused', m.refused)
await product.stop()
await db.stop()
