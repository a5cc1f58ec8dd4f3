import { randomBytes } from 'node:crypto'
import { createWriteStream, mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Import } from '@rapport/contract/customer/imports'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { asSystem } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { startEmbedded } from '@rapport/database/embedded'
import { migrate } from '@rapport/database/migrate'
import { ensureLoginRole } from '@rapport/database/roles'
import { Seal } from '@rapport/database/seal'
import { personName } from '@rapport/demo/names'
import { Random } from '@rapport/demo/random'
import { hashPassword } from '../apps/api/src/features/administration/session/passwords.ts'
import { makePeople } from './generate/people.ts'
import { processorTime } from './measure.ts'
import { benchPassword } from './prepare.ts'
import { startProduct } from './product.ts'

const STEP = 100_000
const header = 'customerNo,name,idNumber,mobile,level,riskLevel,investmentCapacity,assessedOn,asOf,openedOn\n'

/**
 * One row in two as a bank's dated records are, without name or document; the other with name, resident ID and mobile,
 * which are checked, sealed and made searchable.
 */
function rowOf(random: Random, n: number): string {
  const no =
    random
      .whole(0, 2 ** 31)
      .toString(16)
      .toUpperCase() + n.toString(16).toUpperCase().padStart(7, '0')
  const day = (from: number, to: number) =>
    `${random.whole(from, to)}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`
  const person = () => {
    const sequence = random.whole(0, 999)
    const id = makeResidentId({ area: random.pick(['310104', '110105', '440305']), birthOn: day(1950, 2003), sequence })
    return `${personName(random, sequence % 2 === 0 ? 'female' : 'male')},${id},13${String(random.whole(0, 999_999_999)).padStart(9, '0')}`
  }
  const level = random.pick(['Mass', 'Premium', 'Professional'])
  const risk = random.pick(['Conservative', 'Income', 'Balanced', 'Predicted_Income', 'Not_Available'])
  const capacity = random.pick(['CAP_LT30K', 'CAP_30K_80K', 'Predicted_CAP_80K_300K'])
  return `${no},${n % 2 === 0 ? ',,' : person()},${level},${risk},${capacity},${day(2015, 2024)},${day(2018, 2025)},${day(2005, 2025)}\n`
}

async function generate(path: string, rows: number) {
  const random = new Random('import')
  const file = createWriteStream(path)
  file.write(header)
  for (let n = 0; n < rows; n++)
    if (!file.write(rowOf(random, n))) await new Promise<void>((drained) => file.once('drain', drained))
  await new Promise<void>((ended) => file.end(ended))
}

/** The process below the server that runs imports, with the most memory it ever held, in MB. */
function workerBelow(parent: number): { pid: number; peak: () => number } {
  const pid = readdirSync('/proc')
    .map(Number)
    .find((pid) => {
      try {
        return pid > 0 && /worker/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) && parentOf(pid) === parent
      } catch {
        return false
      }
    })
  if (!pid) throw new Error('the worker is not there')
  return { pid, peak: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024 }
}
const parentOf = (pid: number) => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1])

/** Imports a file of new customers by the API of the built product into a fresh database, and prints how it went. */
export async function benchImport({ rows }: { rows: number }) {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-import-'))
  const key = randomBytes(32).toString('base64')
  const keys = { encryptionKeys: `k1:${key}`, indexKey: key }
  const file = join(dataDir, 'customers.csv')
  await generate(file, rows)
  const database = await startEmbedded({ dataDir: join(dataDir, 'database') })
  try {
    await migrate(database.url)
    const seal = new Seal(keys.encryptionKeys, keys.indexKey)
    const { url } = await ensureLoginRole(database.url, { password: seal.derive('database login') })
    const connections = new Connections(url, { most: 2 })
    const passwordHash = await hashPassword(benchPassword)
    await asSystem(connections, {}, (db) =>
      makePeople(db, new Random('import people'), { managersABranch: 10, passwordHash }),
    )
    await connections.end()
    const product = await startProduct(database.url, keys, dataDir)
    await run(product, postgresAt(database.url), file, rows)
    await product.stop()
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function run(product: Awaited<ReturnType<typeof startProduct>>, postgres: number, file: string, rows: number) {
  const { 'content-type': _, ...headers } = await product.signIn('ho_bench')
  const form = new FormData()
  form.set('kind', 'customers')
  form.set('file', await openAsBlob(file), 'customers.csv')
  const worker = workerBelow(product.pid)
  const began = Date.now()
  const answer = await fetch(`${product.origin}/api/imports`, { method: 'POST', headers, body: form })
  let state = (await answer.json()) as Import
  const uploaded = Date.now()
  console.log(
    `import of ${rows.toLocaleString('en')} customers: uploaded in ${((uploaded - began) / 1000).toFixed(1)} s`,
  )

  let last = { rows: 0, at: uploaded, cpu: processorTime(product.pid), postgres: processorTime(postgres) }
  const rates: number[] = []
  while (state.state === 'waiting' || state.state === 'running') {
    await pause(250)
    state = (await (await fetch(`${product.origin}/api/imports/${state.id}`, { headers })).json()) as Import
    if (state.rows - last.rows < STEP && (state.state === 'running' || state.rows === last.rows)) continue
    const now = {
      rows: state.rows,
      at: Date.now(),
      cpu: processorTime(product.pid),
      postgres: processorTime(postgres),
    }
    const done = now.rows - last.rows
    const rate = Math.round((done / (now.at - last.at)) * 1000)
    rates.push(rate)
    const cpu = (before: number, after: number) => `${Math.round(((after - before) * 1000) / done)} µs`
    console.log(
      `  ${now.rows.toLocaleString('en').padStart(9)}: ${rate.toLocaleString('en')} rows/s; processor a row: ` +
        `product ${cpu(last.cpu, now.cpu)}, PostgreSQL ${cpu(last.postgres, now.postgres)}`,
    )
    last = now
  }
  const all = Math.round((state.rows / (Date.now() - uploaded)) * 1000)
  console.log(
    `  ${all.toLocaleString('en')} rows/s in all, slowest ${Math.min(...rates).toLocaleString('en')}, ` +
      `${state.created} created, ${state.refused} refused, ${state.state}; worker at most ${Math.round(worker.peak())} MB`,
  )
  if (state.state !== 'done' || state.created !== rows)
    throw new Error(`the import ended otherwise: ${JSON.stringify(state)}`)
}

/** The PostgreSQL that listens there; its sessions are its children. */
function postgresAt(url: string): number {
  const { port } = new URL(url)
  const pid = readdirSync('/proc')
    .map(Number)
    .find((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return /^[^\0]*postgres\0/.test(command) && command.includes(`\0-p\0${port}\0`)
      } catch {
        return false
      }
    })
  if (!pid) throw new Error('PostgreSQL is not there')
  return pid
}
