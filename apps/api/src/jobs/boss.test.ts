import { asOwner } from '@rapport/database/as-owner'
import { Connections } from '@rapport/database/connections'
import { GROUP_ROLES } from '@rapport/database/roles'
import { cloneDatabase, type TestDatabase } from '@rapport/database/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Jobs, prepareJobs } from './boss.ts'

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await cloneDatabase()
  connections = new Connections(database.appUrl, { most: 4 })
  await prepareJobs(database.ownerUrl)
})
afterAll(async () => {
  await connections.end()
  await database.drop()
})
const openJobs = () => Jobs.open(connections, (error) => expect.unreachable(String(error)))
const run = (n: number) => ({ runId: `run-${n}`, taskId: `task-${n}` })

it('queues a run once while it waits, and gives it to one of two workers', async () => {
  const [one, two] = [await openJobs(), await openJobs()]
  await Promise.all([one.send(run(1)), two.send(run(1)), one.send(run(1))])
  const taken = await Promise.all([one.next(), two.next(), one.next()])
  expect(taken.filter((job) => job !== null)).toEqual([{ id: expect.any(String), ...run(1) }])
  // Taken, it may be queued again: whoever took it may have died.
  await two.send(run(1))
  expect(await two.next()).toMatchObject(run(1))
  await one.close()
  await two.close()
})

it('is made again where it cannot be brought up to date, and left alone where it can', async () => {
  const jobs = await openJobs()
  await jobs.send(run(2))
  await prepareJobs(database.ownerUrl)
  expect(await jobs.next()).toMatchObject(run(2))
  await asOwner(database.ownerUrl, (owner) => owner.query('drop table pgboss.version'))
  await prepareJobs(database.ownerUrl)
  await jobs.send(run(3))
  expect(await jobs.next()).toMatchObject(run(3))
  await jobs.close()
})

it('is cleared away by the system’s role alone, and read by nobody else', async () => {
  const { rows } = await asOwner(database.ownerUrl, (owner) =>
    owner.query(
      `select r, has_schema_privilege(r, 'pgboss', 'usage') as enters,
         bool_or(has_table_privilege(r, c.oid, 'select, insert, update, delete')) as touches
       from unnest($1::text[]) r, pg_class c where c.relnamespace = 'pgboss'::regnamespace and c.relkind in ('r', 'p')
       group by 1, 2`,
      [GROUP_ROLES],
    ),
  )
  for (const { r, enters, touches } of rows)
    expect([r, enters, touches]).toEqual([r, r === 'rapport_system', r === 'rapport_system'])
})
