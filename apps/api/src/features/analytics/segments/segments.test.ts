import type { Condition } from '@rapport/contract/analytics/conditions'
import { segments } from '@rapport/contract/analytics/segments'
import { customers } from '@rapport/contract/customer/customers'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { renewSegments } from './renew-segments.ts'

const now = () => new Date('2026-11-20T02:00:00Z')
let api: Api
let am: Client
let other: Client
let bm: Client
let ho: Client
const premium: Condition = { is: 'in', field: 'level', values: ['premium'] }

beforeAll(async () => {
  api = await startApi({ now })
  const { head, one, two } = await api.make(async (db) => {
    const region = await makeRegion(db)
    return {
      head: await makeHeadOffice(db),
      one: await makeBranch(db, { region }),
      two: await makeBranch(db, { region }),
    }
  })
  am = await api.signIn('account-manager', one)
  other = await api.signIn('account-manager', two)
  bm = await api.signIn('branch-manager', one)
  ho = await api.signIn('head-office', head)
  const levels = ['premium', 'premium', 'mass', null] as const
  await api.make(async (db) => {
    for (const [owner, unit] of [
      [am, one],
      [null, one],
      [other, two],
    ] as const)
      for (const level of levels)
        await makeCustomer(db, api.product.seal, {
          owner: owner && { id: owner.userId },
          unit,
          level,
          openedOn: '2026-03-01',
        })
  })
})
afterAll(() => api.close())

/** A call that is not promised to fit: status and problem. */
async function tried(who: Client, method: string, path: string, body: unknown, version?: number) {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(version && { 'if-match': `"${version}"` }),
  }
  const answer = await who.send(method, path, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  return {
    status: answer.status,
    problem: answer.status < 300 ? null : ((await answer.json()) as { errors?: object[] }),
  }
}
const renew = async () => {
  while (await renewSegments(api.product));
}
const listed = async (who: Client, segment: string) =>
  (await who.call(customers.list, { query: { segment, limit: '200' } })).items.map(({ id }) => id)

describe('a segment', () => {
  it('that is shared with the firm gives nested members at the three levels, the same as the list behind it', async () => {
    const made = await ho.call(segments.create, { body: { name: 'Premium', condition: premium, shared: 'firm' } })
    expect(made).toMatchObject({ members: 0, judgedAt: null, reach: 'all', mayEdit: true })
    await renew()
    const seen = await Promise.all([am, bm, ho].map((who) => who.call(segments.open, { params: { id: made.id } })))
    expect(seen.map(({ members }) => members)).toEqual([2, 4, 6])
    const lists = await Promise.all([am, bm, ho].map((who) => listed(who, made.id)))
    expect(lists.map(({ length }) => length)).toEqual([2, 4, 6])
    for (const [n, inner] of lists.slice(0, 2).entries()) expect(lists[n + 1]).toEqual(expect.arrayContaining(inner))
    expect(seen.map(({ mayEdit }) => mayEdit)).toEqual([false, false, true])
    expect(await tried(am, 'PATCH', `/segments/${made.id}`, { name: 'Mine' }, 1)).toMatchObject({
      status: 403,
    })
  })

  it('of a manager is over own customers only, and nobody else sees it', async () => {
    const { customers: counted, of } = await am.call(segments.count, { body: { condition: premium } })
    expect([counted, of]).toEqual([2, 4])
    const made = await am.call(segments.create, { body: { name: 'Mine', condition: premium } })
    await renew()
    expect((await am.call(segments.open, { params: { id: made.id } })).members).toBe(2)
    const inside = await api.make((db) => db.segmentMembership.count({ where: { segmentId: made.id } }))
    expect(inside).toBe(2)
    for (const who of [other, bm, ho]) expect((await who.send('GET', `/segments/${made.id}`)).status).toBe(404)
    expect(await tried(am, 'POST', '/segments', { name: 'All', condition: premium, shared: 'firm' })).toMatchObject({
      status: 403,
    })
  })

  it('says who came and who left on which day', async () => {
    const { id } = await bm.call(segments.create, { body: { name: 'Came and went', condition: premium } })
    await renew()
    const [first] = await listed(bm, id)
    await api.make((db) =>
      db.segmentMembership.updateMany({ where: { segmentId: id }, data: { enteredOn: new Date('2026-11-10') } }),
    )
    await api.make((db) => db.customer.update({ where: { id: first! }, data: { level: 'mass' } }))
    await renew()
    const left = await bm.call(segments.movements, { params: { id }, query: { kind: 'left' } })
    expect(left).toMatchObject({
      total: 1,
      items: [{ customerId: first, enteredOn: '2026-11-10', leftOn: '2026-11-20' }],
    })
    const { items } = await bm.call(segments.history, { params: { id }, query: { days: '12' } })
    expect(items.filter(({ entered, left }) => entered + left > 0)).toEqual([
      { day: '2026-11-10', members: 4, entered: 4, left: 0 },
      { day: '2026-11-20', members: 3, entered: 0, left: 1 },
    ])
    expect(items[0]).toEqual({ day: '2026-11-09', members: 0, entered: 0, left: 0 })
    const pages = [await bm.call(segments.movements, { params: { id }, query: { kind: 'entered', limit: '3' } })]
    pages.push(
      await bm.call(segments.movements, {
        params: { id },
        query: { kind: 'entered', limit: '3', after: pages[0]!.next! },
      }),
    )
    expect(new Set(pages.flatMap((page) => page.items.map(({ customerId }) => customerId))).size).toBe(4)
    const of = await bm.call(segments.ofCustomer, { params: { id: (await listed(bm, id))[0]! } })
    expect(of.items.map(({ name }) => name)).toContain('Came and went')
    await api.make((db) => db.customer.update({ where: { id: first! }, data: { level: 'premium' } }))
  })

  it('is judged again when its condition changes, and goes when it is removed', async () => {
    const made = await am.call(segments.create, { body: { name: 'Changing', condition: premium } })
    await renew()
    const changed = await am.call(segments.edit, {
      params: { id: made.id },
      version: made.version,
      body: { condition: { is: 'not', of: premium } },
    })
    expect(changed.judgedAt).toBeNull()
    await renew()
    expect((await am.call(segments.open, { params: { id: made.id } })).members).toBe(2)
    const stale = await tried(am, 'PATCH', `/segments/${made.id}`, { name: 'Late' }, made.version)
    expect(stale.status).toBe(412)
    await am.call(segments.remove, { params: { id: made.id }, version: changed.version })
    expect((await am.send('GET', `/segments/${made.id}`)).status).toBe(404)
  })
})

describe('a segment that asks for a tier or for the upper part of all', () => {
  it('is judged anew with them however deep it asks, and not for a name or a value that reads so', async () => {
    const text = '"field": "tier", "is": "top-percent"'
    const tier: Condition = { is: 'in', field: 'tier', values: ['diamond'] }
    const upper: Condition = { is: 'top-percent', field: 'assets', percent: 10 }
    const conditions = {
      tier: { is: 'not', of: { is: 'all', of: [premium, { is: 'any', of: [premium, tier] }] } },
      upper: { is: 'not', of: { is: 'all', of: [premium, { is: 'any', of: [premium, upper] }] } },
      [text]: { is: 'in', field: 'tag', values: [text, 'tier', 'field', 'top-percent'] },
      value: { is: 'in', field: 'occupation', values: ['tier', 'top-percent', `{${text}}`] },
    } satisfies Record<string, Condition>
    const made = await Promise.all(
      Object.entries(conditions).map(([name, condition]) => am.call(segments.create, { body: { name, condition } })),
    )
    await renew()
    /** Which of them are judged by `change`. */
    const judgedBy = async (change: string) => {
      await api.make((db) => db.rows('', `update segments set judged_at = '2026-01-01'`, []))
      await api.make((db) => db.rows('', change, []))
      await renew()
      const seen = await Promise.all(made.map(({ id }) => am.call(segments.open, { params: { id } })))
      return seen.filter(({ judgedAt }) => judgedAt!.startsWith('2026-11-20')).map(({ name }) => name)
    }
    expect(await judgedBy('update tier_ladders set applied_at = null')).toEqual(['tier'])
    await api.make((db) => db.rows('', 'update warehouse.customer_indicators set assets = 1000', []))
    expect(await judgedBy(`insert into warehouse.valuation_days (day) values ('2026-11-19')`)).toEqual(['upper'])
  })
})

describe('the four groups that every firm has', () => {
  it('are there, are the firm’s, and head office sets their thresholds', async () => {
    const { items } = await am.call(segments.list)
    const groups = items.filter(({ code }) => code !== null)
    expect(groups.map(({ code }) => code)).toEqual(['high-activity', 'potential', 'dormant', 'risk-preferring'])
    expect(groups.every(({ mayEdit }) => !mayEdit)).toBe(true)
    const { id, version } = groups[3]!
    expect((await tried(bm, 'PATCH', `/segments/${id}`, { condition: premium }, version)).status).toBe(403)
    await ho.call(segments.edit, { params: { id }, version, body: { condition: premium } })
    await renew()
    expect((await ho.call(segments.open, { params: { id } })).members).toBe(6)
    expect((await tried(ho, 'DELETE', `/segments/${id}`, undefined, version + 1)).status).toBe(422)
  })
})

describe('a condition is refused', () => {
  const refused = async (condition: unknown) => {
    const { status, problem } = await tried(am, 'POST', '/segments/counts', { condition })
    return [status, problem?.errors?.[0]]
  }
  it.each([
    [
      { is: 'in', field: 'level', values: ['gold'] },
      { field: 'condition.values', code: 'condition.value' },
    ],
    [
      { is: 'at-least', field: 'level', value: '1' },
      { field: 'condition.is', code: 'condition.operator' },
    ],
    [
      { is: 'top-percent', field: 'cashShare', percent: 5 },
      { field: 'condition.is', code: 'condition.operator' },
    ],
    [
      { is: 'between', field: 'assets', from: '2', to: '1' },
      { field: 'condition.to', code: 'condition.order' },
    ],
    [
      { is: 'in', field: 'owner', values: ["' or true --"] },
      { field: 'condition.values', code: 'condition.value' },
    ],
  ])('%j', async (condition, error) => {
    expect(await refused(condition)).toEqual([400, error])
  })

  it('when it is deeper, longer or stranger than a person writes', async () => {
    let deep: object = premium
    for (let n = 0; n < 9; n++) deep = { is: 'not', of: deep }
    expect((await refused(deep))[0]).toBe(400)
    const thirty = { is: 'any', of: Array.from({ length: 30 }, () => premium) }
    expect((await refused({ is: 'all', of: [thirty, thirty, thirty] }))[0]).toBe(400)
    for (const strange of [null, [], 'level', { field: 'password_hash', is: 'known' }, { is: 'all', of: [] }])
      expect((await refused(strange))[0]).toBe(400)
    const nested = `{"condition":${'{"is":"not","of":'.repeat(9_000)}1${'}'.repeat(9_001)}`
    const headers = { 'content-type': 'application/json' }
    expect((await am.send('POST', '/segments/counts', { headers, body: nested })).status).toBe(400)
  })
})
