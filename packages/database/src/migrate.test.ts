import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asOwner } from './as-owner.ts'
import { migrate } from './migrate.ts'
import { migrationsOn } from './migrations/on-disk.ts'
import { schemaEngine } from './schema-engine.ts'
import { createDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let migrationsDir: string
beforeEach(async () => {
  database = await createDatabase()
  migrationsDir = mkdtempSync(join(tmpdir(), 'rapport-migrations-'))
})
afterEach(async () => {
  rmSync(migrationsDir, { recursive: true })
  await database.drop()
})

function write(name: string, sql: string) {
  mkdirSync(join(migrationsDir, name), { recursive: true })
  writeFileSync(join(migrationsDir, name, 'migration.sql'), sql)
}

const run = () => migrate(database.ownerUrl, { migrationsDir })
const ask = (sql: string) => asOwner(database.ownerUrl, async (owner) => (await owner.query(sql)).rows)

test('migrations are applied in the order of their names, once', async () => {
  write('2_fill', 'insert into things select 1')
  write('1_tables', 'create table things (id int)')
  expect(await run()).toEqual(['1_tables', '2_fill'])
  expect(await run()).toEqual([])
  expect(await ask('select id from things')).toEqual([{ id: 1 }])
})

test('functions and DO blocks pass whole, semicolons and all', async () => {
  write(
    '1_function',
    `create function two() returns int language plpgsql as $$ begin perform 1; return 2; end $$; do $$ begin perform two(); end $$;`,
  )
  await run()
  expect(await ask('select two()')).toEqual([{ two: 2 }])
})

test('starts at the same moment apply each migration once', async () => {
  write('1_tables', 'create table things (id int); select pg_sleep(0.2)')
  const applied = await Promise.all([run(), run(), run()])
  expect(applied.flat()).toEqual(['1_tables'])
})

test('a failed migration is named with its line, leaves nothing behind, and passes once it is put right', async () => {
  write('1_good', 'create table kept (id int)')
  write('2_bad', 'create table half (id int);\ninsert into nowhere select 1;')
  await expect(run()).rejects.toThrow('The migration 2_bad failed at line 2: relation "nowhere" does not exist')
  expect(await ask(`select to_regclass('kept') is not null as kept, to_regclass('half') is not null as half`)).toEqual([
    { kept: true, half: false },
  ])
  write('2_bad', 'create table half (id int)')
  expect(await run()).toEqual(['2_bad'])
})

test('a migration that was changed after it had been applied is refused by name', async () => {
  write('1_tables', 'create table things (id int)')
  await run()
  write('1_tables', 'create table things (id bigint)')
  await expect(run()).rejects.toThrow('The migration 1_tables was changed after it had been applied.')
})

test('an older product refuses the database of a newer one', async () => {
  write('1_tables', 'create table things (id int)')
  write('2_newer', 'create table more (id int)')
  await run()
  rmSync(join(migrationsDir, '2_newer'), { recursive: true })
  await expect(run()).rejects.toThrow(
    'The database has the migration 2_newer, which this version of Rapport does not know.',
  )
})

test("Prisma's own engine agrees that the product's migrations are all applied, unchanged", async () => {
  const applied = await migrate(database.ownerUrl)
  expect(applied.length).toBeGreaterThan(0)
  const schema = { path: 'schema.prisma', content: 'datasource db {\n provider = "postgresql"\n}' }
  const { engine, giveBack } = await schemaEngine(database.ownerUrl, schema)
  const folder = join(import.meta.dirname, '../../../prisma/migrations')
  const answer = await engine.diagnoseMigrationHistory({
    migrationsList: {
      baseDir: folder,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
      shadowDbInitScript: '',
      migrationDirectories: migrationsOn(folder).map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
    optInToShadowDatabase: false,
    filters: { externalTables: [], externalEnums: [] },
  })
  await giveBack()
  expect(answer).toEqual({
    editedMigrationNames: [],
    failedMigrationNames: [],
    hasMigrationsTable: true,
    history: null,
  })
})
