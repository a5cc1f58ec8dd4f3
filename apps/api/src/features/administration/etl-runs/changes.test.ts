import { type EtlRun, etlRuns } from '@rapport/contract/administration/etl-runs'
import { follow } from '@rapport/contract/client'
import { session } from '@rapport/contract/session'
import { makeBranch } from '@rapport/database/factories'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buildApp } from '#app.ts'
import { drain } from '#drain.ts'
import type { Api, Client } from '#http/testing.ts'
import { nothingDone } from '#warehouse/step.ts'
import { doing, machineOf, makeSimpleTask, start, startDataCentre, work } from './testing.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
})
afterAll(async () => {
  // What a reader opened and never used would be waited for.
  api.app.server.closeAllConnections()
  await api.close()
})

/** Looks on as a person at a server; what came so far, and whether the server has ended it. */
function watch(person: Client, origin = api.origin) {
  const events: EtlRun[] = []
  const seen = { events, ended: false, refused: null as unknown }
  const leave = new AbortController()
  const wire = { base: `${origin}/api`, headers: () => ({ cookie: person.cookie }) }
  const done = (async () => {
    try {
      for await (const run of follow(wire, etlRuns.changes, { signal: leave.signal })) events.push(run)
    } catch (error) {
      seen.refused = error
    }
    seen.ended = true
  })()
  return {
    ...seen,
    get ended() {
      return seen.ended
    },
    get refused() {
      return seen.refused
    },
    leave: () => leave.abort(),
    done,
  }
}
/** Of the connections that listen (their own role sees what they do): how many there are, or what is done to them. */
async function listening(what = 'count(*)') {
  const client = new pg.Client({ connectionString: api.database.appUrl })
  await client.connect()
  const { rows } = await client.query(
    `select ${what}::int as n from pg_stat_activity where datname = current_database() and query like 'listen%'`,
  )
  await client.end()
  return rows[0].n as number
}
const settle = () => new Promise((passed) => setTimeout(passed, 700))

it('tells whoever looks on of every run as it changes, at every server', async () => {
  const { app } = await buildApp({ product: api.product })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const watchers = [watch(admin), watch(admin), watch(admin, origin)]
  await settle()
  const { task } = await makeSimpleTask(admin)
  const [run] = await start(admin, task.id)
  await work(machineOf(api, doing({ stage: () => settle().then(() => nothingDone) }).executors))
  for (const { events } of watchers) {
    await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ id: run!.id, state: 'done', stepsDone: 6 }), 30_000)
    const states = events.map(({ state }) => state)
    expect(states).toContain('running')
  }
  for (const { leave } of watchers) leave()
  await drain(app, () => undefined, 0)
})

it('ends when the session ends, and is closed to whoever may not look', async () => {
  const other = await api.signIn('administrator', await api.make((db) => makeBranch(db)))
  const one = watch(other)
  await settle()
  await other.call(session.signOut)
  // The next change, or within 15 s the next look, finds the session gone.
  const { task } = await makeSimpleTask(admin)
  await start(admin, task.id)
  await one.done
  expect([one.events, one.refused]).toEqual([[], null])
  const again = watch(other)
  await again.done
  expect(again.refused).toMatchObject({ status: 401 })
  const manager = watch(await api.signIn('branch-manager', await api.make((db) => makeBranch(db))))
  await manager.done
  expect(manager.refused).toMatchObject({ status: 403 })
})

it('says that it is there, and notices within half a minute that a session has ended though nothing changes', async () => {
  const other = await api.signIn('administrator', await api.make((db) => makeBranch(db)))
  const one = watch(other)
  const leave = new AbortController()
  const raw = await fetch(`${api.origin}/api/etl-runs/changes`, {
    headers: { cookie: admin.cookie, 'x-requested-by': 'test' },
    signal: leave.signal,
  })
  expect(raw.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(raw.headers.get('cache-control')).toBe('no-store')
  await settle()
  await other.call(session.signOut)
  const began = performance.now()
  await one.done
  expect([performance.now() - began < 30_000, one.refused]).toEqual([true, null])
  await settle()
  const reader = raw.body!.getReader()
  let said = ''
  // At once, and then again and again.
  while (said.split('event: ping\ndata: {}\n\n').length < 3)
    said += new TextDecoder().decode((await reader.read()).value)
  leave.abort()
})

it('ends with its server, and when the database’s word is lost, so that the reader comes again', async () => {
  const { app, drain: refuseMore } = await buildApp({ product: api.product })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const one = watch(admin, origin)
  await settle()
  await drain(app, refuseMore, 0)
  await one.done
  const two = watch(admin)
  await settle()
  expect(await listening('count(pg_terminate_backend(pid))')).toBe(1)
  await two.done
  const three = watch(admin)
  await settle()
  const { task } = await makeSimpleTask(admin)
  const [run] = await start(admin, task.id)
  await vi.waitFor(() => expect(three.events.at(-1)?.id).toBe(run!.id), 30_000)
  three.leave()
})

it('keeps no connection to listen on while nobody looks on', async () => {
  await settle()
  expect(await listening()).toBe(0)
  const watchers = [watch(admin), watch(admin)]
  await settle()
  expect(await listening()).toBe(1)
  for (const { leave } of watchers) leave()
  await vi.waitFor(async () => expect(await listening()).toBe(0), 30_000)
})
