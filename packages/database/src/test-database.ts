import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asOwner } from './as-owner.ts'
import { removeEmbedded, startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { patiently } from './roles/patiently.ts'
import { asRole, ensureLoginRole, openTo } from './roles.ts'

/** Handed from vitest's own process to its workers, which inherit the environment. */
const VARIABLE = 'RAPPORT_TEST_TEMPLATE'
type Template = { ownerUrl: string; database: string; role: string; password: string }

export type TestDatabase = {
  /** The owner's connection, as migrations use it. */
  ownerUrl: string
  /** The server's login role, as the product uses it. */
  appUrl: string
  drop(): Promise<void>
}

/**
 * A server for one run of tests, with a migrated template that `cloneDatabase` copies: an embedded one in a temporary
 * folder, or, where TEST_DATABASE_URL names an owner's connection, databases of unique names over there.
 */
export async function startTestServer(): Promise<{ stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await startTemporary()
  const database = `rapport_test_${randomBytes(6).toString('hex')}`
  const password = randomBytes(16).toString('hex')
  const template: Template = { ownerUrl: server.url, database, role: `${database}_app`, password }
  const stop = async () => {
    delete process.env[VARIABLE]
    if (given) await dropAll(template)
    await server.stop()
  }
  try {
    await asOwner(server.url, (owner) => owner.query(`create database ${database}`))
    await migrate(to(server.url, database))
    await ensureLoginRole(to(server.url, database), { role: template.role, password })
    // A template that somebody is connected to cannot be copied.
    await asOwner(server.url, (owner) => owner.query(`alter database ${database} with allow_connections false`))
    process.env[VARIABLE] = JSON.stringify(template)
    return { stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

/**
 * A fresh, migrated, empty database, in a tenth of a second. Needs a test server: vitest's global set-up starts it. A
 * forgetful one waits for no disk: losing its last moments in a power cut is nobody's loss.
 */
export async function cloneDatabase({ forgetful = false } = {}): Promise<TestDatabase> {
  const clone = await create(template().database)
  if (forgetful)
    await asOwner(clone.ownerUrl, async (owner) => {
      const { rows } = await owner.query('select current_database() as name')
      await owner.query(`alter database ${rows[0].name} set synchronous_commit = off`)
    })
  return clone
}

/** A database without any table. */
export function createDatabase(): Promise<TestDatabase> {
  return create('template0')
}

function template(): Template {
  const said = process.env[VARIABLE]
  if (said === undefined) throw new Error('No test server: this project lacks globalSetup in vitest.config.ts.')
  return JSON.parse(said) as Template
}

async function create(from: string): Promise<TestDatabase> {
  const { ownerUrl: server, database, role, password } = template()
  const name = `${database}_${randomBytes(6).toString('hex')}`
  await asOwner(server, (owner) => patiently(() => owner.query(`create database ${name} template ${from}`)))
  const ownerUrl = to(server, name)
  await asOwner(ownerUrl, (owner) => openTo(owner, role))
  const drop = () => asOwner(server, async (owner) => void (await owner.query(`drop database ${name} with (force)`)))
  return { ownerUrl, appUrl: asRole(ownerUrl, role, password), drop }
}

async function startTemporary() {
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-test-'))
  const { url, stop } = await startEmbedded({ dataDir })
  const stopAndRemove = async () => {
    await stop()
    removeEmbedded(dataDir)
  }
  return { url, stop: stopAndRemove }
}

function dropAll({ ownerUrl, database, role }: Template) {
  return asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query(`select datname from pg_database where datname like $1`, [`${database}%`])
    for (const { datname } of rows) await owner.query(`drop database ${datname} with (force)`)
    await owner.query(`drop role if exists ${role}`)
  })
}

function to(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}
