import { asOwner } from '@rapport/database/as-owner'
import { createDatabase, type TestDatabase } from '@rapport/database/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Collecting, Source } from './found.ts'
import { tablesOf, takeFromPostgres } from './postgres.ts'

let database: TestDatabase
let collecting: Collecting
let source: Source
beforeAll(async () => {
  database = await createDatabase()
  await asOwner(database.ownerUrl, (owner) =>
    owner.query(`create table fills (id int, note text, price numeric, at timestamptz);
      insert into fills select n, case when n % 2 = 0 then 'a "quoted", 王小明' end, n / 8.0, '2026-11-20T01:02:03Z'
        from generate_series(1, 5000) n`),
  )
  const url = new URL(database.ownerUrl)
  collecting = { dropDir: '/nowhere', pullHosts: [`${url.hostname}:${url.port}`] }
  source = {
    settings: {
      kind: 'postgres',
      host: url.hostname,
      port: Number(url.port),
      database: url.pathname.slice(1),
      user: decodeURIComponent(url.username),
    },
    secret: decodeURIComponent(url.password),
  }
})
afterAll(() => database.drop())

const dialect = { delimiter: ',', quote: true, header: true }
const read = async (query: string, more: { statementMs?: number; most?: number } = {}, how = dialect) => {
  const { bytes } = await takeFromPostgres(collecting, source, query, how, more)
  const parts: Buffer[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}
const code = (code: string) => expect.objectContaining({ code })

it('writes the rows of a query as CSV, however many', async () => {
  const lines = (await read('select id, note, price from fills order by id')).split('\n')
  expect(lines.slice(0, 3)).toEqual([
    'id,note,price',
    '1,,0.12500000000000000000',
    '2,"a ""quoted"", 王小明",0.25000000000000000000',
  ])
  expect(lines.length).toBe(5002)
  expect((await read('select id from fills order by id', { most: 3 })).trim()).toBe('id\n1\n2\n3')
  expect(await read('select id from fills where false')).toBe('id\n')
  expect(await tablesOf(collecting, source, 10)).toEqual(['public.fills'])
})

it('reads only: no query can change anything or run a program', async () => {
  for (const query of [
    'select 1; drop table fills',
    'select 1; commit; drop table fills',
    'with gone as (delete from fills returning 1) select * from gone',
    "select 1) to program 'touch /tmp/x' --",
    "select pg_advisory_lock(1), set_config('transaction_read_only', 'off', false) from fills; delete from fills",
    'select * into other from fills',
    'select 1; commit; begin read write; delete from fills; commit',
  ])
    await expect(read(query), query).rejects.toEqual(code('pull.query'))
  expect((await read('select count(*) from fills')).trim()).toBe('count\n5000')
})

it('ends a query that takes too long', async () => {
  await expect(read('select pg_sleep(10)', { statementMs: 200 })).rejects.toEqual(code('pull.too-slow'))
})

it('asks no database that is not allowed, and says when it is refused there', async () => {
  await expect(takeFromPostgres({ ...collecting, pullHosts: [] }, source, 'select 1', dialect)).rejects.toEqual(
    code('pull.host-not-allowed'),
  )
  const stranger = { settings: { ...source.settings, user: 'nobody' }, secret: 'x' } as Source
  await expect(takeFromPostgres(collecting, stranger, 'select 1', dialect)).rejects.toEqual(code('pull.refused'))
})

it('refuses what its dialect cannot write', async () => {
  const bare = { delimiter: ',', quote: false, header: false }
  expect(await read("select 'plain'", {}, bare)).toBe('plain\n')
  await expect(read("select 'a,b'", {}, bare)).rejects.toEqual(code('pull.needs-quotes'))
})
