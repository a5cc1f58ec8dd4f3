import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner } from './as-owner.ts'
import { asSystem } from './as-viewer.ts'
import { type ExportedHeads, readHeads, verifyTrail } from './audit-trail.ts'
import { Connections } from './connections.ts'
import { makeBranch, makeCustomer } from './factories.ts'
import { GROUP_ROLES } from './roles.ts'
import { Seal } from './seal.ts'
import { cloneDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let exported: ExportedHeads
beforeAll(async () => {
  database = await cloneDatabase()
  const connections = new Connections(database.appUrl, { most: 8 })
  const key = Buffer.alloc(32, 1).toString('base64')
  const seal = new Seal(`k1:${key}`, key)
  const unit = await asSystem(connections, {}, (db) => makeBranch(db))
  const contactPoints = (['13812345678', '13912345678', '13712345678'] as const).map((value) => ({
    kind: 'mobile' as const,
    value,
  }))
  // Several at a time, so that there are several chains, with links of one event and of three.
  await Promise.all(
    Array.from({ length: 8 }, () =>
      asSystem(connections, { requestId: 'r' }, async (db) => {
        for (let i = 0; i < 4; i++) await makeCustomer(db, seal, { unit, contactPoints })
      }),
    ),
  )
  await connections.end()
  exported = { at: '2026-11-20T00:00:00.000Z', heads: await asOwner(database.ownerUrl, readHeads) }
})
afterAll(() => database.drop())

/** Does something to the trail as the owner of its tables, past its triggers, and undoes it after looking. */
const tampered = <T>(tamper: (owner: pg.Client) => Promise<unknown>, look: (owner: pg.Client) => Promise<T>) =>
  asOwner(database.ownerUrl, async (owner) => {
    await owner.query('begin')
    for (const table of ['audit_events', 'audit_links', 'audit_heads'])
      await owner.query(`alter table ${table} disable trigger user`)
    await tamper(owner)
    const seen = await look(owner)
    await owner.query('rollback')
    return seen
  })

const verify = async (owner: pg.Client) =>
  (await owner.query<{ chain: number; seq: string; wrong: string }>('select * from audit_verify()')).rows.map(
    ({ chain, seq, wrong }) => ({ chain, seq: Number(seq), wrong }),
  )

// A small generator of our own, so that they are the same ones at each run.
let state = 20261120
const random = (below: number) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state % below
}
interface Place {
  chain: number
  seq: number
  ordinal: number
}
const changes: Record<string, string> = {
  ordinal: 'ordinal + 100',
  id: 'gen_random_uuid()',
  at: "at + interval '1 microsecond'",
  actor_id: 'gen_random_uuid()',
  action: "action || 'd'",
  object_type: "object_type || 's'",
  object_id: 'gen_random_uuid()',
  customer_id: 'gen_random_uuid()',
  before: `case when before is null then 'null' else before || '{"x":1}' end`,
  after: `coalesce(after, '{}') || '{"x":1}'`,
  reason: "coalesce(reason, '') || 'x'",
  request_id: "coalesce(request_id, '') || 'x'",
  hash: 'sha256(hash)',
}
const at = 'chain = $1 and seq = $2'
const rehash = (owner: pg.Client, place: Place) =>
  owner.query(`update audit_events e set hash = audit_event_hash(e) where ${at}`, [place.chain, place.seq])
const kinds: Record<string, (owner: pg.Client, place: Place) => Promise<unknown>> = {
  'a column changed': (owner, { chain, seq, ordinal }) => {
    const names = Object.keys(changes)
    const name = names[random(names.length)]!
    return owner.query(`update audit_events set "${name}" = ${changes[name]} where ${at} and ordinal = $3`, [
      chain,
      seq,
      ordinal,
    ])
  },
  'a column changed and the event hashed again': async (owner, place) => {
    await owner.query(
      `update audit_events set action = 'read', actor_id = gen_random_uuid() where ${at} and ordinal = $3`,
      [place.chain, place.seq, place.ordinal],
    )
    await rehash(owner, place)
  },
  'an event deleted': (owner, { chain, seq, ordinal }) =>
    owner.query(`delete from audit_events where ${at} and ordinal = $3`, [chain, seq, ordinal]),
  'a link deleted': (owner, { chain, seq }) => owner.query(`delete from audit_links where ${at}`, [chain, seq]),
  'a link and its events deleted': async (owner, { chain, seq }) => {
    await owner.query(`delete from audit_links where ${at}`, [chain, seq])
    await owner.query(`delete from audit_events where ${at}`, [chain, seq])
  },
  'two links swapped': async (owner, { chain, seq }) => {
    for (const table of ['audit_events', 'audit_links'])
      await owner.query(
        `update ${table} set seq = case seq when $2::bigint then -1 else $2::bigint end where chain = $1 and seq in ($2::bigint, $2::bigint + 1)`,
        [chain, seq],
      )
    for (const table of ['audit_events', 'audit_links'])
      await owner.query(`update ${table} set seq = $2::bigint + 1 where chain = $1 and seq = -1`, [chain, seq])
    await rehash(owner, { chain, seq, ordinal: 1 })
    await rehash(owner, { chain, seq: seq + 1, ordinal: 1 })
  },
  'an event inserted': (owner, { chain, seq }) =>
    owner
      .query(
        `insert into audit_events select chain, seq, ordinal + 50, gen_random_uuid(), at, actor_id, action, object_type,
         object_id, customer_id, before, after, reason, request_id, hash from audit_events where ${at} and ordinal = 1`,
        [chain, seq],
      )
      .then(() => rehash(owner, { chain, seq, ordinal: 1 })),
  'a link changed': (owner, { chain, seq }) => {
    const change = ['hash = sha256(hash)', 'events = events + 1'][random(2)]
    return owner.query(`update audit_links set ${change} where ${at}`, [chain, seq])
  },
}

describe('the audit trail', () => {
  it('verifies as it was written', async () => {
    const { events, chains, wrong } = await asOwner(database.ownerUrl, (owner) => verifyTrail(owner, [exported]))
    expect(wrong).toEqual([])
    expect(chains).toBe(16)
    expect(events).toBeGreaterThan(100)
    expect(exported.heads.filter(({ seq }) => seq > 2).length).toBeGreaterThan(3)
  })

  it('names the place of each of two hundred tamperings by the owner of its tables', async () => {
    const places = await asOwner(
      database.ownerUrl,
      async (owner) =>
        (
          await owner.query<Place>(
            // Not the last link: a swap needs the next one.
            `select e.chain, e.seq::int, e.ordinal from audit_events e join audit_heads h on h.chain = e.chain and e.seq < h.seq
             order by 1, 2, 3`,
          )
        ).rows,
    )
    const names = Object.keys(kinds)
    for (let n = 0; n < 200; n++) {
      const place = places[random(places.length)]!
      const kind = names[n % names.length]!
      const found = await tampered((owner) => kinds[kind]!(owner, place), verify)
      expect(found, `${kind} at ${JSON.stringify(place)}`).toEqual([
        { chain: place.chain, seq: place.seq, wrong: expect.any(String) },
      ])
    }
    expect(await asOwner(database.ownerUrl, verify)).toEqual([])
  })

  it('is found cut at its end, by its head', async () => {
    const { chain, seq } = exported.heads.find(({ seq }) => seq > 2)!
    const cut = async (owner: pg.Client) => {
      await owner.query(`delete from audit_events where ${at}`, [chain, seq])
      await owner.query(`delete from audit_links where ${at}`, [chain, seq])
    }
    expect(await tampered(cut, verify)).toMatchObject([{ chain, seq }])
    const head = (owner: pg.Client) => owner.query('update audit_heads set seq = seq + 1 where chain = $1', [chain])
    expect(await tampered(head, verify)).toMatchObject([{ chain, seq: seq + 1 }])
  })

  it('is found cut with its head, or written anew from some event on, by the heads that were exported', async () => {
    const { chain, seq } = exported.heads.find(({ seq }) => seq > 2)!
    const cut = async (owner: pg.Client) => {
      await owner.query(`delete from audit_events where ${at}`, [chain, seq])
      await owner.query(`delete from audit_links where ${at}`, [chain, seq])
      await owner.query(
        'update audit_heads h set seq = l.seq, hash = l.hash from audit_links l where l.chain = $1 and l.seq = $2 and h.chain = l.chain',
        [chain, seq - 1],
      )
    }
    const anew = async (owner: pg.Client) => {
      await owner.query(`update audit_events set actor_id = gen_random_uuid() where ${at}`, [chain, seq])
      await rehash(owner, { chain, seq, ordinal: 1 })
      await owner.query(
        `update audit_links l set hash = sha256(b.hash || (select string_agg(e.hash, ''::bytea order by e.ordinal)
           from audit_events e where e.chain = l.chain and e.seq = l.seq))
         from audit_links b where l.chain = $1 and l.seq = $2 and b.chain = l.chain and b.seq = l.seq - 1`,
        [chain, seq],
      )
      await owner.query(
        'update audit_heads h set hash = l.hash from audit_links l where l.chain = $1 and l.seq = $2 and h.chain = l.chain',
        [chain, seq],
      )
    }
    for (const forge of [cut, anew]) {
      expect(await tampered(forge, verify)).toEqual([])
      const { wrong } = await tampered(forge, (owner) => verifyTrail(owner, [exported]))
      expect(wrong).toEqual([`chain ${chain}, link ${seq}: not the one whose hash was exported at ${exported.at}`])
    }
  })

  it('cannot be written, changed or emptied by any role that the server can become, nor by its owner', async () => {
    const connections = new Connections(database.appUrl)
    for (const role of GROUP_ROLES)
      for (const table of ['audit_events', 'audit_links', 'audit_heads'])
        for (const statement of [
          `update ${table} set hash = sha256(hash)`,
          `delete from ${table}`,
          `truncate ${table}`,
          `insert into ${table} select * from ${table} limit 0`,
          'select audit_append(null, null, null, null, null, null)',
        ]) {
          const connection = await connections.borrow()
          const { client } = connection
          await client.query(`begin; set local role ${role}`)
          await expect(client.query(statement), `${role}: ${statement}`).rejects.toMatchObject({ code: '42501' })
          await client.query('rollback')
          connection.giveBack()
        }
    await connections.end()
    for (const statement of [
      'update audit_events set reason = null',
      'delete from audit_links',
      'truncate audit_heads',
    ])
      await expect(asOwner(database.ownerUrl, (owner) => owner.query(statement))).rejects.toMatchObject({
        code: '42501',
      })
  })
})
