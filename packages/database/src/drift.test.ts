import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOwner } from './as-owner.ts'
import { drift } from './drift.ts'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

test('the migrations make exactly what schema.prisma says', async () => {
  expect(await drift(database.ownerUrl)).toBe('')
})

test('what Prisma does not model is no drift', async () => {
  await asOwner(database.ownerUrl, (owner) =>
    owner.query(`
      create index on units (lower(name));
      create index on units (code) where kind = 'branch';
      create view branches as select id from units;
      create schema elsewhere;
      create table elsewhere.things (id int);
      alter table units add constraint named check (name <> '')`),
  )
  expect(await drift(database.ownerUrl)).toBe('')
})

test('a column added by hand is drift, and the answer is the SQL that takes it away', async () => {
  await asOwner(database.ownerUrl, (owner) => owner.query('alter table units add column surprise text'))
  expect(await drift(database.ownerUrl)).toContain('ALTER TABLE "units" DROP COLUMN "surprise"')
})
