import { randomUUID } from 'node:crypto'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { afterAll, describe, expect, it } from 'vitest'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { clearKeptAnswers } from './once.ts'
import { type Client, startApi } from './testing.ts'

const api = await startApi()
afterAll(() => api.close())
const branch = await api.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
const am = await api.signIn('account-manager', branch)
const other = await api.signIn('account-manager', branch)
const customer = await api.make((db) => makeCustomer(db, api.product.seal, { owner: { id: am.userId }, unit: branch }))
const theirs = await api.make((db) => makeCustomer(db, api.product.seal, { owner: { id: other.userId }, unit: branch }))

const visit = (customerId = customer.id, purpose = '年度回顾') =>
  JSON.stringify({
    customerId,
    kind: 'care',
    channel: 'phone',
    plannedOn: api.product.now().toISOString().slice(0, 10),
    purpose,
  })
const json = { 'content-type': 'application/json' }
const post = (client: Client, key: string | null, body = visit(), path = '/care-visits') =>
  client.send('POST', path, { headers: { ...json, ...(key !== null ? { 'idempotency-key': key } : {}) }, body })
const visits = (customerId = customer.id) => api.make((db) => db.careVisit.count({ where: { customerId } }))

describe('a request that is sent again', () => {
  it('has its effect once and one answer, forty times twenty-five at the same time (F-10)', async () => {
    const before = await visits()
    for (let n = 0; n < 40; n++) {
      const key = randomUUID()
      const answers = await Promise.all(Array.from({ length: 25 }, () => post(am, key)))
      const texts = await Promise.all(
        answers.map(async (answer) => `${answer.status} ${answer.headers.get('etag')} ${await answer.text()}`),
      )
      expect(new Set(texts).size).toBe(1)
      expect(texts[0]).toMatch(/^201 "1" /)
    }
    expect(await visits()).toBe(before + 40)
  })

  it('is answered as before also where it could not be done any more; what was refused is not kept', async () => {
    const draft = {
      kind: 'moment' as const,
      title: '一次',
      customerId: customer.id,
      assigneeId: null,
      necessity: 'may' as const,
      dueAt: new Date(Date.now() + 3_600_000),
      warnAt: null,
    }
    const take = async (key: string) => {
      const answer = await post(am, key, '{}', '/tasks/next')
      return [answer.status, ((await answer.json()) as { id?: string }).id]
    }
    const key = randomUUID()
    expect(await take(key)).toEqual([404, undefined])
    const [id] = await api.make((db) => addTasks(db, [draft], new Date()))
    expect(await take(key)).toEqual([200, id])
    expect(await take(key)).toEqual([200, id])
    expect(await take(randomUUID())).toEqual([404, undefined])
  })

  it('says something else by the same key: refused, and nothing changes', async () => {
    const key = randomUUID()
    expect((await post(am, key)).status).toBe(201)
    const before = await visits()
    const answer = await post(am, key, visit(customer.id, '别的'))
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      422,
      'idempotency.other-request',
    ])
    expect(await visits()).toBe(before)
  })

  it('by somebody else, or to another route, is another request', async () => {
    const key = randomUUID()
    expect((await post(am, key)).status).toBe(201)
    expect((await post(other, key, visit(theirs.id))).status).toBe(201)
    const task = JSON.stringify({
      title: '别的路',
      dueOn: new Date(Date.now() + 172_800_000).toISOString().slice(0, 10),
    })
    expect((await post(am, key, task, '/tasks')).status).toBe(201)
  })

  it('is kept sealed, seen by nobody else, and forgotten after a week', async () => {
    const key = randomUUID()
    await post(am, key, visit(customer.id, '只此一次'))
    const [kept] = await api.make((db) => db.keptAnswer.findMany({ where: { key } }))
    expect(kept!.answerSealed).not.toContain('只此一次')
    const counted = () => api.make((db) => db.keptAnswer.count())
    const all = await counted()
    await clearKeptAnswers(api.product)
    expect(await counted()).toBe(all)
    await clearKeptAnswers({ ...api.product, now: () => new Date(Date.now() + 8 * 86_400_000) })
    expect(await counted()).toBe(0)
  })
})

it.each([
  ['without a key', '', 'idempotency.shape'],
  ['with a key too short to be one', 'abc', 'idempotency.shape'],
])('a request %s is refused on the header, and nothing is written', async (_, key, code) => {
  const before = await visits()
  const answer = await post(am, key)
  const { errors } = (await answer.json()) as { errors: { field: string; code: string }[] }
  expect([answer.status, errors]).toEqual([400, [{ field: 'Idempotency-Key', code }]])
  expect(await visits()).toBe(before)
})

it('a request that names no key at all is refused; a question needs none', async () => {
  const { cookie } = am
  const headers = { cookie, origin: api.origin, 'x-requested-by': 'test', ...json }
  const bare = (path: string, body: string) => fetch(`${api.origin}/api${path}`, { method: 'POST', headers, body })
  const answer = await bare('/care-visits', visit())
  const { errors } = (await answer.json()) as { errors: { code: string }[] }
  expect([answer.status, errors[0]!.code]).toEqual([400, 'idempotency.needed'])
  expect((await bare('/customers/look-up', JSON.stringify({ number: '13800001000' }))).status).toBe(200)
})
