import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, asViewer, type Db, SessionChanged, type Viewer } from './as-viewer.ts'
import { Connections } from './connections.ts'
import { makeBranch, makeUser } from './factories.ts'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
/** One connection only, so that whatever one transaction leaves behind the next one would find. */
let connections: Connections
let viewer: Viewer
beforeAll(async () => {
  database = await cloneDatabase()
  connections = new Connections(database.appUrl, { most: 1 })
  const user = await asSystem(connections, {}, async (db) =>
    makeUser(db, { role: 'branch-manager', unit: await makeBranch(db), username: 'viewer' }),
  )
  viewer = { id: user.id, scope: 'units', units: [user.unitId], permissions: [], clearance: [] }
})
afterAll(async () => {
  await connections.end()
  await database.drop()
})

const read = { readOnly: true }
const whoIsIt = "select current_user as role, coalesce(current_setting('rapport.viewer', true), '') as viewer"
const whoAsks = (db: Db) => db.rows<{ role: string; viewer: string }>('who', whoIsIt, [])
/** What somebody finds who comes next on the same connection, without having entered. */
const outside = async () => (await connections.ask<{ role: string; viewer: string }>('who-outside', whoIsIt, []))[0]!
const clean = { role: expect.stringMatching(/_app$/), viewer: '' }
const boom = () => Promise.reject(new Error('boom'))

describe('a transaction', () => {
  it('is the viewer’s from its first statement on, whichever way that is made', async () => {
    const me = { role: 'sees_units', viewer: viewer.id }
    expect(await asViewer(connections, viewer, read, whoAsks)).toEqual([me])
    const byClient = (db: Db) => db.connection.query(whoIsIt)
    expect((await asViewer(connections, viewer, read, byClient)).rows).toEqual([me])
    const byModel = (db: Db) => db.user.count()
    expect(await asViewer(connections, viewer, read, byModel)).toBe(1)
  })

  it.each<[string, (db: Db) => Promise<unknown>]>([
    ['that read', whoAsks],
    ['that asked nothing', async () => 1],
    ['that failed before it asked', boom],
    ['that failed after it asked', (db) => whoAsks(db).then(boom)],
    ['that failed in its first statement', (db) => db.rows('no-such-table', 'select * from nowhere', [])],
    ['that failed in a later statement', async (db) => db.rows('zero', 'select 1 / 0', [await whoAsks(db)].slice(1))],
  ])('%s leaves nothing of itself behind', async (_, work) => {
    for (const readOnly of [true, false]) {
      await asViewer(connections, viewer, { readOnly }, work).catch(() => undefined)
      expect(await outside()).toEqual(clean)
      expect(await asViewer(connections, { ...viewer, scope: 'own' }, read, whoAsks)).toMatchObject([
        { role: 'sees_own' },
      ])
    }
  })

  it('tells the first error, and the same statement again is not in its way', async () => {
    const divide = (by: number) =>
      asViewer(connections, viewer, read, (db) => db.rows('divide', 'select 6 / $1::int as is', [by]))
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
    expect(await divide(2)).toEqual([{ is: 3 }])
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
    expect(await divide(3)).toEqual([{ is: 2 }])
  })

  it('never runs another statement of the same name: that is refused, and leaves nothing behind', async () => {
    const ask = (text: string) => asViewer(connections, viewer, read, (db) => db.rows('one-name', text, []))
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }])
    await expect(ask('select 2 as two')).rejects.toThrow(/o?u:one-name/)
    expect(await outside()).toEqual(clean)
    expect(await ask('select 1 as one')).toEqual([{ one: 1 }])
    await asViewer(connections, viewer, read, whoAsks)
    await expect(connections.ask('who-outside', 'select 3 as three', [])).rejects.toThrow(/who-outside/)
    expect(await outside()).toEqual(clean)
  })

  it('that only reads cannot write', async () => {
    const write = (db: Db) => db.rows('write', 'update users set name = name', [])
    await expect(asViewer(connections, viewer, read, write)).rejects.toMatchObject({ code: '25006' })
  })

  it('keeps what it wrote only when its work succeeds', async () => {
    const rename = (name: string, then: () => Promise<unknown>) =>
      asSystem(connections, {}, async (db) => {
        await db.user.update({ where: { id: viewer.id }, data: { name } })
        await then()
      })
    await rename('kept', async () => undefined)
    await expect(rename('lost', boom)).rejects.toThrow('boom')
    expect(await asSystem(connections, {}, (db) => db.user.findFirst({ select: { name: true } }))).toEqual({
      name: 'kept',
    })
  })

  it('reads every kind of value as PostgreSQL wrote it', async () => {
    const text = `select 1::int as int, 2::bigint as big, 3.10::numeric as money, date '2024-02-29' as day,
      timestamptz '2024-02-29 08:00:00+08' as at, true as yes, null::text as none, '{"a": [1]}'::jsonb as json,
      '{x,y}'::text[] as list, '中文 “quoted”'::text as words, $1::text[] as given, $2::jsonb as made`
    const values = [['a,b', 'c"d', null], { a: null }]
    const once = () => asViewer(connections, viewer, read, (db) => db.rows('kinds', text, values))
    const kinds = {
      int: 1,
      big: 2,
      money: '3.10',
      day: '2024-02-29',
      at: '2024-02-29T00:00:00.000Z',
      yes: true,
      none: null,
      json: { a: [1] },
      list: ['x', 'y'],
      words: '中文 “quoted”',
      given: ['a,b', 'c"d', null],
      made: { a: null },
    }
    expect(await once()).toEqual([kinds])
    expect(await once()).toEqual([kinds])
  })

  it('waits its turn among many, each as somebody else', async () => {
    const scopes = ['own', 'units', 'all', 'none'] as const
    const asked = Array.from({ length: 80 }, (_, n) => scopes[n % 4]!)
    const found = await Promise.all(asked.map((scope) => asViewer(connections, { ...viewer, scope }, read, whoAsks)))
    expect(found.map(([row]) => row!.role)).toEqual(asked.map((scope) => `sees_${scope}`))
    expect(await outside()).toEqual(clean)
  })
})

describe('a session that has to be proved', () => {
  const proof = { tokenHash: 'hash', stamp: 0, idleMinutes: 60, hours: 12 }
  const rename = (db: Db) =>
    db.rows('rename', "update users set name = 'written' where id = $1 returning id", [viewer.id])
  const enter = (given = proof) =>
    asViewer(connections, { ...viewer, permissions: ['user.manage'] }, { readOnly: false, proof: given }, rename)
  const change = (text: string) => asSystem(connections, {}, (db) => db.rows('', text, []))
  const stamp = async () => Number((await change('select stamp from rights_stamps'))[0]!.stamp)
  const nameNow = async () => (await change('select name from users'))[0]!.name

  beforeEach(async () => {
    await change('delete from sessions')
    await change(`insert into sessions (token_hash, user_id) values ('hash', '${viewer.id}')`)
    await change("update users set name = 'before'")
    proof.stamp = await stamp()
  })

  it('holds while it goes on and nobody’s rights have changed', async () => {
    expect(await enter()).toEqual([{ id: viewer.id }])
    expect(await nameNow()).toBe('written')
  })

  it.each([
    ['it ended', 'update sessions set ended_at = now()'],
    ['it was idle too long', "update sessions set last_seen_at = now() - interval '61 minutes'"],
    ['it is too old', "update sessions set created_at = now() - interval '13 hours'"],
    ['it is not there', 'delete from sessions'],
    ['somebody has another role', 'update users set role_id = role_id'],
    ['somebody was moved', 'update users set unit_id = unit_id'],
    ['somebody was disabled', 'update users set disabled_at = disabled_at'],
    ['a role was changed', 'update roles set permissions = permissions'],
    ['a unit was moved', 'update units set parent_id = parent_id'],
  ])('does not when %s, and nothing is done', async (_, text) => {
    await change(text)
    await expect(enter()).rejects.toBeInstanceOf(SessionChanged)
    expect(await nameNow()).toBe('before')
    expect(await outside()).toEqual(clean)
  })

  it('is not moved by what changes nobody’s rights', async () => {
    await change('update sessions set last_seen_at = now()')
    await asSystem(connections, {}, (db) =>
      makeUser(db, { role: 'service-agent', unit: { id: viewer.units[0]! }, username: 'new' }),
    )
    expect(await stamp()).toBe(proof.stamp)
    await change("delete from users where username = 'new'")
  })
})
