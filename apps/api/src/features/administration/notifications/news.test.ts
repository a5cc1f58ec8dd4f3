import { type NotificationNews, notifications } from '@rapport/contract/administration/notifications'
import { tasks } from '@rapport/contract/service/tasks'
import { session } from '@rapport/contract/session'
import { makeBranch } from '@rapport/database/factories'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { buildApp } from '#app.ts'
import { drain } from '#drain.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let bm: Client
let am: Client
let other: Client
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  bm = await api.signIn('branch-manager', branch)
  am = await api.signIn('account-manager', branch)
  other = await api.signIn('account-manager', branch)
})
afterAll(async () => {
  api.app.server.closeAllConnections()
  await api.close()
})

/** A stream as a browser keeps it: what was told, the place of the last event, whether the server has ended it. */
async function look(
  person: Client,
  { origin = api.origin, place }: { origin?: string; place?: string | undefined } = {},
) {
  const leave = new AbortController()
  const answer = await fetch(`${origin}/api/notifications/stream`, {
    headers: { cookie: person.cookie, ...(place !== undefined && { 'last-event-id': place }) },
    signal: leave.signal,
  })
  const seen = {
    status: answer.status,
    encoding: answer.headers.get('content-encoding'),
    news: [] as NotificationNews[],
    place: undefined as string | undefined,
    ended: false,
    leave: () => leave.abort(),
    titles: () => seen.news.flatMap(({ items }) => items.map((one) => 'about' in one && one.about.title)),
    done: Promise.resolve(),
  }
  if (answer.status !== 200) return seen
  seen.done = (async () => {
    let held = ''
    try {
      for await (const bytes of answer.body!) {
        held += new TextDecoder().decode(bytes, { stream: true })
        const events = held.split('\n\n')
        held = events.pop()!
        for (const event of events) {
          const lines = Object.fromEntries(event.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
          if (lines.id) seen.place = lines.id
          if (lines.event === 'news') seen.news.push(JSON.parse(lines.data))
        }
      }
    } catch {}
    seen.ended = true
  })()
  await vi.waitFor(() => expect(seen.place).toBeDefined(), 30_000)
  return seen
}
const dueOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
const give = (to: Client, title: string) => bm.call(tasks.create, { body: { title, dueOn, assigneeId: to.userId } })
const soon = (check: () => void) => vi.waitFor(check, 30_000)
const anotherServer = async () => {
  const { app, drain: refuseMore } = await buildApp({ product: api.product })
  return { app, refuseMore, origin: await app.listen({ port: 0, host: '127.0.0.1' }) }
}

it('tells a person what happens as it happens, at every server and device, and nobody what is told to others', async () => {
  const { app, origin } = await anotherServer()
  const [here, there, elses] = await Promise.all([look(am), look(am, { origin }), look(other)])
  expect(here.encoding).toBeNull()
  await give(am, '第一件')
  for (const one of [here, there]) await soon(() => expect(one.titles()).toEqual(['第一件']))
  expect(here.news[0]).toMatchObject({ unread: 1, items: [{ kind: 'task-given', live: true, readAt: null }] })
  await give(other, '别人的事')
  await soon(() => expect(elses.titles()).toEqual(['别人的事']))
  // What is read on one device is told to the others.
  await am.call(notifications.readAll)
  for (const one of [here, there]) await soon(() => expect(one.news.at(-1)).toMatchObject({ unread: 0 }))
  expect(here.titles()).not.toContain('别人的事')
  for (const one of [here, there, elses]) one.leave()
  await drain(app, () => undefined, 0)
})

it('goes on after a break where it broke off, at another server, and loses nothing, whatever commits first', async () => {
  const first = await anotherServer()
  const one = await look(am, { origin: first.origin })
  // A transaction that begins before the break and ends after it.
  const slow = new pg.Client({ connectionString: api.database.ownerUrl })
  slow.on('error', () => undefined)
  await slow.connect()
  await slow.query('begin')
  await slow.query('select notify_people($1, now())', [
    JSON.stringify([{ user_id: am.userId, kind: 'mention', about_kind: 'note', about_id: am.userId }]),
  ])
  await give(am, '断线之前')
  await soon(() => expect(one.titles()).toEqual(['断线之前']))
  await drain(first.app, first.refuseMore, 0)
  await one.done
  await give(am, '断线期间')
  await slow.query('commit')
  await slow.end()
  const two = await look(am, { place: one.place })
  const told = () => two.news.flatMap(({ items }) => items.map(({ kind }) => kind))
  await soon(() => expect(told().toSorted()).toEqual(['mention', 'task-given']))
  expect(two.news.at(-1)?.items.find(({ kind }) => kind === 'task-given')).toMatchObject({ times: 2 })
  // Whoever comes without a place begins now; one of another database begins now too.
  const fresh = await Promise.all([look(am), look(am, { place: '999999999999999999' })])
  await give(am, '之后')
  for (const stream of [two, ...fresh])
    await soon(() => expect(stream.news.at(-1)?.items[0]).toMatchObject({ times: 3 }))
  for (const stream of fresh) expect(stream.news).toHaveLength(1)
  for (const stream of [two, ...fresh]) stream.leave()
})

it('ends when the session ends or is taken away, and tells nothing from then on', async () => {
  const branch = await api.make((db) => makeBranch(db))
  const [leaver, dismissed] = [await api.signIn('account-manager', branch), await api.signIn('account-manager', branch)]
  const streams = [await look(leaver), await look(dismissed)]
  await leaver.call(session.signOut)
  await api.make((db) => db.user.update({ where: { id: dismissed.userId }, data: { disabledAt: new Date() } }))
  await api.make(async (db) => {
    for (const { userId } of [leaver, dismissed])
      await db.notification.create({
        data: { id: crypto.randomUUID(), userId, kind: 'mention', aboutKind: 'note', aboutId: userId },
      })
  })
  for (const stream of streams) {
    await stream.done
    expect([stream.news, stream.ended]).toEqual([[], true])
  }
  for (const person of [leaver, dismissed]) expect((await look(person)).status).toBe(401)
})

it('keeps only so many of one person', async () => {
  const streams = await Promise.all(Array.from({ length: 8 }, () => look(other)))
  const more = await look(other)
  expect(more.status).toBe(429)
  expect((await look(am)).status).toBe(200)
  streams[0]!.leave()
  await soon(async () => expect((await look(other)).status).toBe(200))
  for (const stream of streams) stream.leave()
})
