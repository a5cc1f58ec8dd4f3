import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asSystem } from '@rapport/database/as-viewer'
import { makeHeadOffice, makeUser } from '@rapport/database/factories'
import { Seal } from '@rapport/database/seal'
import { makeDemoFirm } from '@rapport/demo/demo-firm'
import { signIns } from '@rapport/demo/sign-ins'
import { hashPassword } from '#features/administration/session/passwords.ts'
import { startLocalGateway } from '#features/service/call-rooms/local-gateway/local-gateway.ts'
import { keepExportingHeads } from './audit-heads.ts'
import { type Database, openDatabase } from './database.ts'
import { onSignal } from './drain.ts'
import { CannotStart, type Environment, environmentNames, readEnvironment } from './env.ts'
import { businessDay, type Product, productOf } from './product.ts'
import { type Secrets, secretsOf } from './secrets.ts'
import { startServers } from './servers.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starts the whole product: database, demo firm at the first start, worker, and the servers; prints `ready`. */
export async function startProduct(environment: NodeJS.ProcessEnv) {
  const env = readEnvironment(environment)
  // Root's PostgreSQL runs as another user, who must pass through; what is secret in there is closed by itself.
  mkdirSync(env.RAPPORT_DATA_DIR, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const secrets = secretsOf(env)
  const seal = new Seal(secrets.encryptionKeys, secrets.indexKey)
  const database = await openDatabase(env, seal.derive('database login'), say)
  try {
    const product = productOf(env, secrets, database.connections)
    if (env.RAPPORT_MODE === 'demo') await makeDemoOnce(product, env.RAPPORT_DEMO_PASSWORD)
    else await makeFirstAdministrator(product, env.RAPPORT_FIRST_ADMIN_PASSWORD)
    keepExportingHeads(product)
    const rooms = await demoRooms(env)
    const told = toldToOthers({ ...env, ...rooms?.settings }, secrets, database)
    // What others need to know they are told: the owner of the database is known to nobody from here on.
    for (const name of environmentNames) for (const known of [name, `${name}_FILE`]) delete environment[known]
    await serve(env, told, database, rooms?.tellTo)
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Starts the processes that do the work, and keeps them until this one is told to end. */
async function serve(
  env: Environment,
  told: NodeJS.ProcessEnv,
  database: Database,
  tellTo?: (address: string) => void,
) {
  const worker = startWorker(told)
  const servers = await startServers(fileBeside('server'), told, env.RAPPORT_SERVERS)
  if (env.RAPPORT_TLS_CERT && env.RAPPORT_REDIRECT_PORT) redirectPlain(env.RAPPORT_REDIRECT_PORT, env)
  process.on('SIGUSR2', () => {
    worker.replace()
    void servers.replace().then(() => say('servers replaced'), complain)
  })
  onSignal(async () => {
    await servers.stop()
    worker.stop()
    await database.stop()
  })
  tellTo?.(`http://${env.HOST}:${servers.port}`)
  const host = env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST
  say(`ready ${env.RAPPORT_TLS_CERT ? 'https' : 'http'}://${host}:${servers.port}`)
}

const complain = (error: Error) => process.stderr.write(`${error.message}\n`)

/** What worker and servers are told: all that was read, with the way into the database that owns nothing there. */
function toldToOthers(env: Environment, secrets: Secrets, { url, warehouseUrl }: Database): NodeJS.ProcessEnv {
  const told = {
    ...env,
    DATABASE_URL: url,
    WAREHOUSE_URL: warehouseUrl,
    RAPPORT_SESSION_SECRET: secrets.session,
    RAPPORT_ENCRYPTION_KEYS: secrets.encryptionKeys,
    RAPPORT_INDEX_KEY: secrets.indexKey,
    RAPPORT_FIRST_ADMIN_PASSWORD: undefined,
  }
  const said = Object.entries(told).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]))
}

/** Built, worker and servers lie beside this file; from the sources they are run by whatever runs this one. */
function fileBeside(name: string): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  return [`${name}.js`, `${name}.ts`].map((file) => join(here, file)).find((file) => existsSync(file))!
}

/** Plain HTTP only says where TLS is. */
function redirectPlain(port: number, env: Environment) {
  const to = env.RAPPORT_PUBLIC_URL ? new URL(env.RAPPORT_PUBLIC_URL).origin : null
  createServer((request, response) => {
    const host = (request.headers.host ?? env.HOST).replace(/:\d+$/, '')
    response
      .writeHead(308, { location: `${to ?? `https://${host}:${env.PORT}`}${request.url ?? '/'}`, 'content-length': 0 })
      .end()
  })
    .listen(port, env.HOST)
    .unref()
}

/** A firm begins with a head office, the built-in roles and one administrator, who makes everybody else. */
export async function makeFirstAdministrator(product: Product, password: string | undefined) {
  const people = await asSystem(product.connections, {}, (db) => db.user.count())
  if (people > 0) return
  if (!password)
    throw new CannotStart([
      'RAPPORT_FIRST_ADMIN_PASSWORD is missing: nobody can sign in yet, and `admin` needs a password',
    ])
  const passwordHash = await hashPassword(password)
  await asSystem(product.connections, {}, async (db) => {
    const unit = await makeHeadOffice(db)
    await makeUser(db, { role: 'administrator', unit, username: 'admin', name: 'Administrator', passwordHash })
  })
}

async function makeDemoOnce(product: Product, password: string) {
  const people = await asSystem(product.connections, {}, (db) => db.user.count())
  if (people > 0) return
  say('making the demo firm …')
  await makeDemoFirm(product.connections, product.seal, {
    passwordHash: await hashPassword(password),
    today: businessDay(product.now()),
    log: say,
  })
  say(`demo sign-ins (password ${password === 'rapport-demo' ? password : 'as set in RAPPORT_DEMO_PASSWORD'}):`)
  for (const { username, en } of signIns) say(`  ${username.padEnd(6)} ${en}`)
}

/** Without a meeting gateway of the firm's, the demo on one machine has its own: the browsers and the product are all here. */
async function demoRooms(env: Environment) {
  const here = ['127.0.0.1', 'localhost'].includes(env.HOST) && !env.RAPPORT_TLS_CERT
  if (env.RAPPORT_MODE !== 'demo' || env.RAPPORT_MEETING_GATEWAY_URL || !here) return null
  const [key, webhookKey] = [newKey(), newKey()]
  const { url, host, tellTo } = await startLocalGateway({ key, webhookKey })
  const settings = {
    RAPPORT_MEETING_GATEWAY_URL: url,
    RAPPORT_MEETING_GATEWAY_KEY: key,
    RAPPORT_MEETING_WEBHOOK_KEY: webhookKey,
    RAPPORT_GATEWAY_HOSTS: [env.RAPPORT_GATEWAY_HOSTS, host].filter(Boolean).join(','),
  }
  return { settings, tellTo }
}
const newKey = () => randomBytes(32).toString('base64url')

const STUCK = 120_000

/** The worker runs imports in a process of its own, so that a large file never slows a page. */
function startWorker(told: NodeJS.ProcessEnv) {
  let stopping = false
  const begin = () => {
    const child = fork(fileBeside('worker'), {
      env: { ...process.env, ...told },
      // A larger young generation: the rows of a block live just long enough to be copied again and again in the usual one.
      execArgv: [...process.execArgv, '--max-old-space-size=384', '--max-semi-space-size=32'],
    })
    // One that does not turn any more (an endless loop) holds up all that it runs: it is ended, and counted as dead.
    let turned = performance.now()
    child.on('message', () => {
      turned = performance.now()
    })
    const watching = setInterval(() => performance.now() - turned > STUCK && child.kill('SIGKILL'), 10_000)
    child.on('exit', () => clearInterval(watching))
    // A worker that dies is started again; the import it was in goes on from its last whole block.
    child.on('exit', () => !stopping && setTimeout(() => (current = begin()), 1000))
    return child
  }
  let current = begin()
  return {
    /** It stops after the block that it is in, and another goes on from there. */
    replace: () => void current.kill('SIGTERM'),
    stop: () => {
      stopping = true
      current.kill('SIGTERM')
    },
  }
}
