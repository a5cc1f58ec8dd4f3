import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { asSystem } from '@rapport/database/as-viewer'
import { makeHeadOffice, makeUser } from '@rapport/database/factories'
import { repositoryRoot } from '@rapport/database/repository-root'
import { Seal } from '@rapport/database/seal'
import { makeDemoFirm } from '@rapport/demo/demo-firm'
import { signIns } from '@rapport/demo/sign-ins'
import { hashPassword } from '#features/administration/session/passwords.ts'
import { buildApp } from './app.ts'
import { keepExportingHeads } from './audit-heads.ts'
import { openDatabase } from './database.ts'
import { drainOnSignal } from './drain.ts'
import { CannotStart, type Environment, readEnvironment } from './env.ts'
import { businessDay, type Product } from './product.ts'
import { secretsOf } from './secrets.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starts the whole product: database, demo firm at the first start, worker, and the server that prints `ready`. */
export async function startProduct(environment: NodeJS.ProcessEnv) {
  const env = readEnvironment(environment)
  // Root's PostgreSQL runs as another user, who must pass through; what is secret in there is closed by itself.
  mkdirSync(env.RAPPORT_DATA_DIR, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const secrets = secretsOf(env)
  const seal = new Seal(secrets.encryptionKeys, secrets.indexKey)
  const database = await openDatabase(env, seal.derive('database login'), say)
  const product = productOf(env, secrets.session, seal, database.connections)
  if (env.RAPPORT_MODE === 'demo') await makeDemoOnce(product, env.RAPPORT_DEMO_PASSWORD)
  else await makeFirstAdministrator(product, env.RAPPORT_FIRST_ADMIN_PASSWORD)

  const https = env.RAPPORT_TLS_CERT
    ? { cert: readFileSync(env.RAPPORT_TLS_CERT), key: readFileSync(env.RAPPORT_TLS_KEY!) }
    : undefined
  const pagesDir = join(repositoryRoot(), 'apps/web/dist')
  const { app, drain } = await buildApp({
    product,
    ...(existsSync(join(pagesDir, 'index.html')) && { pagesDir }),
    ...(env.RAPPORT_PUBLIC_URL && { publicOrigin: new URL(env.RAPPORT_PUBLIC_URL).origin }),
    ...(env.RAPPORT_TRUST_PROXY && { trustProxy: env.RAPPORT_TRUST_PROXY.split(',').map((address) => address.trim()) }),
    ...(https && { https }),
    logger: env.RAPPORT_LOG === 'silent' ? false : { level: env.RAPPORT_LOG },
  })
  keepExportingHeads(product)
  const worker = startWorker(database.url, secrets, env)
  await app.listen({ port: env.PORT, host: env.HOST })
  if (https && env.RAPPORT_REDIRECT_PORT) redirectPlain(env.RAPPORT_REDIRECT_PORT, env)
  drainOnSignal(app, drain, env.RAPPORT_DRAIN_SECONDS, async () => {
    worker.kill('SIGTERM')
    await database.stop()
  })
  const { port } = app.server.address() as { port: number }
  say(
    `ready ${https ? 'https' : 'http'}://${env.HOST === '0.0.0.0' || env.HOST === '::' ? '127.0.0.1' : env.HOST}:${port}`,
  )
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

export const productOf = (
  env: Environment,
  secret: string,
  seal: Seal,
  connections: Product['connections'],
): Product => ({
  connections,
  seal,
  now: () => new Date(),
  dataDir: env.RAPPORT_DATA_DIR,
  sessions: {
    secret,
    idleMinutes: env.RAPPORT_SESSION_IDLE_MINUTES,
    hours: env.RAPPORT_SESSION_HOURS,
    secure: Boolean(env.RAPPORT_TLS_CERT || env.RAPPORT_PUBLIC_URL?.startsWith('https://')),
  },
})

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

/** The worker runs imports in a process of its own, so that a large file never slows a page. */
function startWorker(url: string, secrets: ReturnType<typeof secretsOf>, env: Environment) {
  // Built, the worker lies beside the server; from the sources it is run by whatever runs the server.
  const here = fileURLToPath(new URL('.', import.meta.url))
  const path = ['worker.js', 'worker.ts'].map((name) => join(here, name)).find((file) => existsSync(file))!
  let stopping = false
  const begin = () => {
    const child = fork(path, {
      env: {
        ...process.env,
        RAPPORT_WORKER_DATABASE: url,
        RAPPORT_WORKER_KEYS: secrets.encryptionKeys,
        RAPPORT_WORKER_INDEX_KEY: secrets.indexKey,
        RAPPORT_DATA_DIR: env.RAPPORT_DATA_DIR,
      },
      // A larger young generation: the rows of a block live just long enough to be copied again and again in the usual one.
      execArgv: [...process.execArgv, '--max-old-space-size=384', '--max-semi-space-size=32'],
    })
    // A worker that dies is started again; the import it was in goes on from its last whole block.
    child.on('exit', () => !stopping && setTimeout(() => (current = begin()), 1000))
    return child
  }
  let current = begin()
  return {
    kill: (signal: NodeJS.Signals) => {
      stopping = true
      current.kill(signal)
    },
  }
}
