import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { asOwner } from './as-owner.ts'
import { migrate } from './migrate.ts'
import { asRole, CUSTOMER_ROLE, ensureLoginRole, GROUP_ROLES } from './roles.ts'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
const made: string[] = []
beforeAll(async () => {
  database = await cloneDatabase()
})
afterEach(() =>
  asOwner(database.ownerUrl, async (owner) => {
    for (const role of made.splice(0).reverse()) await owner.query(`drop owned by ${role}; drop role ${role}`)
  }),
)
afterAll(() => database.drop())

function named(): string {
  const role = `rapport_test_${randomBytes(6).toString('hex')}`
  made.push(role)
  return role
}

const ask = (url: string, sql: string) => asOwner(url, async (client) => (await client.query(sql)).rows)

const become = (group: string) => `select set_config('role', '${group}', false) as role`

test('the login role owns nothing, inherits nothing, bypasses nothing and can become each group role', async () => {
  const role = named()
  const { url } = await ensureLoginRole(database.ownerUrl, { role, password: "it's: a %@/ password" })
  const rows = await ask(
    url,
    'select rolsuper, rolinherit, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
  )
  expect(rows).toEqual([
    { rolsuper: false, rolinherit: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
  ])
  await expect(ask(url, 'select from customers')).rejects.toThrow(/permission denied/)
  for (const group of [...GROUP_ROLES, CUSTOMER_ROLE]) expect(await ask(url, become(group))).toEqual([{ role: group }])
})

test('a second call changes the password: the old one is refused', async () => {
  const role = named()
  const first = await ensureLoginRole(database.ownerUrl, { role, password: 'first' })
  const second = await ensureLoginRole(database.ownerUrl, { role, password: 'second' })
  await expect(ask(first.url, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect(await ask(second.url, 'select 1 as here')).toEqual([{ here: 1 }])
})

test('starts at the same moment do not disturb each other', async () => {
  const role = named()
  const all = await Promise.all(
    Array.from({ length: 6 }, () => ensureLoginRole(database.ownerUrl, { role, password: 'same' })),
  )
  expect(await ask(all[0]!.url, 'select 1 as here')).toEqual([{ here: 1 }])
})

test('the login role of one database cannot connect to another', async () => {
  const other = await cloneDatabase()
  try {
    const { url } = await ensureLoginRole(database.ownerUrl, { role: named(), password: 'secret' })
    const there = new URL(url)
    there.pathname = new URL(other.ownerUrl).pathname
    await expect(ask(there.href, 'select 1')).rejects.toThrow(/permission denied for database/)
  } finally {
    await other.drop()
  }
})

test('a role of that name that may more than it should is refused', async () => {
  const role = named()
  await ask(database.ownerUrl, `create role ${role} createrole`)
  await expect(ensureLoginRole(database.ownerUrl, { role, password: 'secret' })).rejects.toThrow(/may more than/)
})

test('an owner that is no superuser, only CREATEROLE, migrates and makes the login role', async () => {
  const owner = named()
  const [version] = await ask(database.ownerUrl, `select current_setting('server_version_num')::int as n`)
  const admin = (version!.n as number) >= 160_000 ? ' with admin option' : ''
  await ask(database.ownerUrl, `create role ${owner} login createrole password 'plain'`)
  await ask(database.ownerUrl, `grant ${[...GROUP_ROLES, CUSTOMER_ROLE].join(', ')} to ${owner}${admin}`)
  await ask(database.ownerUrl, `create database ${owner} owner ${owner}`)
  try {
    const plain = asRole(database.ownerUrl, owner, 'plain').replace(/[^/]+$/, owner)
    await migrate(plain)
    const { url } = await ensureLoginRole(plain, { role: named(), password: 'secret' })
    expect(await ask(url, become('sees_own'))).toEqual([{ role: 'sees_own' }])
  } finally {
    await ask(database.ownerUrl, `drop database ${owner} with (force)`)
  }
})
