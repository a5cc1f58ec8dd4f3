import { call } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import { cases } from '@rapport/contract/service/cases'
import { portal } from '@rapport/contract/service/portal'
import { session } from '@rapport/contract/session'
import { asOwner } from '@rapport/database/as-owner'
import { newId } from '@rapport/database/ids'
import { CUSTOMER_ROLE } from '@rapport/database/roles'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filePlace } from '#features/analytics/customer-reports/customer-reports.ts'
import { startPortal } from './testing.ts'

let here: Awaited<ReturnType<typeof startPortal>>
beforeAll(async () => {
  here = await startPortal()
})
afterAll(() => here.close())

const signedIn = async (name = '王小明') => {
  const customer = await here.customer(name)
  return { ...customer, ...(await here.signIn(customer)) }
}
const question = { classCode: 'enquiry', title: '何时到账', details: '昨日卖出的资金何时可取？' }

it('reads its own views and nothing else: no table, no other function, in the whole database', async () => {
  const open = await asOwner(here.api.database.ownerUrl, async (owner) => {
    const relations = await owner.query(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast' and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and (has_any_column_privilege($1, c.oid, 'select, insert, update') or has_table_privilege($1, c.oid, 'delete, truncate'))
       order by 1`,
      [CUSTOMER_ROLE],
    )
    const functions = await owner.query(
      `select p.pronamespace::regnamespace || '.' || p.proname as name from pg_proc p
       where p.prosecdef and p.prorettype <> 'trigger'::regtype and has_function_privilege($1, p.oid, 'execute')
         and has_schema_privilege($1, p.pronamespace, 'usage') order by 1`,
      [CUSTOMER_ROLE],
    )
    return [...relations.rows, ...functions.rows].map(({ name }) => name)
  })
  expect(open).toEqual([
    ...[
      'portal.me',
      'portal.messages',
      'portal.reports',
      'portal.request_classes',
      'portal.requests',
      'portal.surveys',
    ],
    'portal.rate',
  ])
})

it('shows each view to nobody where no session says whose it is', async () => {
  const seen = await asOwner(here.api.database.appUrl, async (app) => {
    const counts = []
    for (const view of ['me', 'messages', 'reports', 'request_classes', 'requests', 'surveys']) {
      await app.query(`begin; set local role ${CUSTOMER_ROLE}`)
      counts.push((await app.query(`select count(*)::int as n from portal.${view}`)).rows[0].n)
      await app.query('rollback')
    }
    return counts
  })
  expect(seen).toEqual([0, 0, 0, 0, 0, 0])
})

it('keeps two kinds of session apart: neither opens the other door', async () => {
  const { cookie } = await signedIn()
  expect((await here.send(cookie, session.whoAmI)).status).toBe(401)
  expect((await here.send(cookie, customers.list)).status).toBe(401)
  expect((await here.send(here.am.cookie, portal.whoAmI)).status).toBe(401)
  expect((await here.send(here.am.cookie.replace(/^rapport=/, 'rapport-portal='), portal.whoAmI)).status).toBe(401)
  expect((await here.send(cookie.replace(/^rapport-portal=/, 'rapport='), session.whoAmI)).status).toBe(401)
  expect((await here.send('', portal.requests)).status).toBe(401)
})

it('makes a request once: a case that waits, whose first handler is whoever takes it', async () => {
  const customer = await signedIn()
  const key = 'k'.repeat(20)
  const send = () =>
    here.send(
      customer.cookie,
      portal.makeRequest,
      {},
      { body: JSON.stringify(question), headers: { 'idempotency-key': key } },
    )
  const [first, second] = [await send(), await send()]
  const made = (await first.json()) as { id: string }
  expect([first.status, second.status, await second.json()]).toEqual([201, 201, made])
  expect(made).toMatchObject({ state: 'received', answer: null, title: question.title, closedAt: null })
  expect(await call(customer.wire, portal.requests)).toEqual({ items: [made] })

  const params = { id: made.id }
  expect(await here.sa.call(cases.open, { params })).toMatchObject({
    channel: 'portal',
    firstHandler: null,
    handler: null,
  })
  const { items } = await here.sa.call(cases.history, { params })
  expect(items.map(({ what, actor }) => [what, actor])).toEqual([['received', null]])
  await here.sa.call(cases.takeStep, { params, body: { step: 'answer', note: '次一交易日可取。' } })
  expect(await here.sa.call(cases.open, { params })).toMatchObject({
    firstHandler: { id: here.sa.userId },
    handler: { id: here.sa.userId },
  })
  expect((await call(customer.wire, portal.requests)).items[0]).toMatchObject({
    state: 'answered',
    answer: '次一交易日可取。',
  })
})

it('shows an answer once it is given, not while it is looked at; stars are given once, at the end', async () => {
  const customer = await signedIn()
  const { id } = await call(customer.wire, portal.makeRequest, { body: { ...question, classCode: 'complaint' } })
  const seen = async () => (await call(customer.wire, portal.requests)).items[0]
  const rate = (stars: number) => call(customer.wire, portal.rate, { params: { id }, body: { stars } })
  const params = { id }
  await here.sa.call(cases.takeStep, { params, body: { step: 'acknowledge', note: '已收到' } })
  expect(await seen()).toMatchObject({ state: 'in-hand', answer: null })
  for (const body of [{ step: 'accept' }, { step: 'investigate' }, { step: 'answer', note: '拟退还佣金' }] as const)
    await here.sa.call(cases.takeStep, { params, body })
  expect(await seen()).toMatchObject({ state: 'in-hand', answer: null })
  await here.bm.call(cases.decide, { params, body: { verdict: 'approved' } })
  expect(await seen()).toMatchObject({ state: 'answered', answer: '拟退还佣金' })
  await expect(rate(5)).rejects.toMatchObject({ status: 409 })
  await here.sa.call(cases.takeStep, { params, body: { step: 'agree' } })
  await here.sa.call(cases.takeStep, {
    params,
    body: { step: 'close', settlement: 'relief', reasonableness: 'founded' },
  })
  expect(await rate(4)).toMatchObject({ state: 'closed', satisfaction: 4 })
  await expect(rate(1)).rejects.toMatchObject({ status: 409 })
  expect(await here.sa.call(cases.open, { params })).toMatchObject({ satisfaction: 4 })
  // Somebody else's does not exist.
  const stranger = await signedIn('李四')
  expect(await call(stranger.wire, portal.requests)).toEqual({ items: [] })
  await expect(call(stranger.wire, portal.rate, { params, body: { stars: 1 } })).rejects.toMatchObject({ status: 404 })
})

it('never makes a request of a class that is not offered, nor a twenty-first a day', async () => {
  const customer = await signedIn()
  let asked = 0
  const ask = (classCode: string) =>
    call(customer.wire, portal.makeRequest, { body: { ...question, classCode, title: `第${++asked}个` } })
  for (const code of ['complaint-important', 'report', 'nothing'])
    await expect(ask(code)).rejects.toMatchObject({ status: 422 })
  const { items } = await call(customer.wire, portal.requestClasses)
  expect(items.map(({ code }) => code)).toEqual([
    'complaint',
    'enquiry',
    'fee-query',
    'request',
    'suggestion',
    'technical',
  ])
  for (let n = 0; n < 20; n++) await ask('enquiry')
  await expect(ask('enquiry')).rejects.toMatchObject({ status: 429 })
})

it('gives the customer their reports as they were made, and writes that down', async () => {
  const [owner, stranger] = [await signedIn(), await signedIn('李四')]
  const id = await here.api.make(async (db) => {
    const id = newId()
    const file = here.api.product.seal.closeFile(Buffer.from('%PDF-1.7 mine'), filePlace(id))
    await db.rows(
      '',
      `insert into customer_reports (id, customer_id, language, state, asked_by, ended_at, file, bytes, to_on)
       values ($1::uuid, $2::uuid, 'zh-CN', 'made', $3::uuid, now(), $4, 13, '2026-10-31')`,
      [id, owner.id, here.am.userId, file],
    )
    return id
  })
  expect((await call(owner.wire, portal.reports)).items).toMatchObject([{ id, to: '2026-10-31', bytes: 13 }])
  expect((await call(stranger.wire, portal.reports)).items).toEqual([])
  const got = await here.send(owner.cookie, portal.report, { id })
  expect([got.status, got.headers.get('content-disposition'), await got.text()]).toEqual([
    200,
    `attachment; filename="${owner.customerNo}-2026-10-31.pdf"`,
    '%PDF-1.7 mine',
  ])
  expect((await here.send(stranger.cookie, portal.report, { id })).status).toBe(404)
  const trail = await here.api.make((db) =>
    db.rows(
      '',
      `select action, actor_id as actor from audit_events where object_type = 'portal' and customer_id = $1::uuid order by at`,
      [owner.id],
    ),
  )
  expect(trail).toEqual([
    { action: 'sign-in', actor: null },
    { action: 'export', actor: null },
  ])
})

it('shows what was sent to the customer, not what waits or was kept back', async () => {
  const customer = await signedIn()
  const { id: templateId } = await here.template()
  await here.write(customer.id, templateId)
  const words = async () => (await call(customer.wire, portal.messages)).items.map(({ body }) => body)
  expect(await words()).toEqual([expect.stringContaining('••••••')])
  await here.work()
  expect(await words()).toEqual([expect.stringContaining('日期为2026-12-01'), expect.stringContaining('••••••')])
})

it('ends a session when it is signed out, idle, or its customer is gone or merged into another', async () => {
  const is = async (cookie: string) => (await here.send(cookie, portal.whoAmI)).status
  const out = await signedIn()
  await call(out.wire, portal.signOut)
  expect(await is(out.cookie)).toBe(401)
  const idle = await signedIn()
  await here.api.make((db) =>
    db.rows(
      '',
      `update portal_sessions set last_seen_at = now() - interval '16 minutes' where customer_id = $1::uuid`,
      [idle.id],
    ),
  )
  expect(await is(idle.cookie)).toBe(401)
  const old = await signedIn()
  await here.api.make((db) =>
    db.rows('', `update portal_sessions set created_at = now() - interval '5 hours' where customer_id = $1::uuid`, [
      old.id,
    ]),
  )
  expect(await is(old.cookie)).toBe(401)
  const gone = await signedIn()
  expect(await is(gone.cookie)).toBe(200)
  await here.am.call(customers.remove, { params: { id: gone.id }, version: 1 })
  expect(await is(gone.cookie)).toBe(401)
})
