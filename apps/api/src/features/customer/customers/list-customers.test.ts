import { type CustomerInRow, customerSorts, customers } from '@rapport/contract/customer/customers'
import { makeAccount, makeProfile, makeSecurity, makeTrade } from '@rapport/database/factories'
import { customerRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

type Query = Record<string, string>
const idsOf = async (who: Client, query: Query) => {
  const { items, total } = await who.call(customers.list, { query: { limit: '200', ...query } as never })
  expect(total).toBe(items.length)
  return items.map((item) => item.id).sort()
}
const idsIn = (...made: { id: string }[]) => made.map(({ id }) => id).sort()

describe('paging through customers', () => {
  const names = ['张伟', '张伟', '李娜', 'Ärger AG', 'zeta', '欧阳娜娜', '张　伟']
  const days = ['2020-02-29', '2020-02-29', '2021-01-01', null, null]
  let reader: Client
  beforeAll(async () => {
    reader = await api.signIn('account-manager', firm.branch)
    for (let i = 0; i < 35; i++)
      await firm.customerOf(reader, {
        name: names[i % names.length]!,
        openedOn: days[i % days.length]!,
        createdAt: `2026-01-0${1 + (i % 4)}T00:00:00.${String(i % 3).padStart(3, '0')}Z`,
      })
  })

  async function pagesOf(query: Query) {
    const rows: CustomerInRow[] = []
    for (let after: string | undefined, pages = 0; pages < 50; pages++) {
      const page = await reader.call(customers.list, { query: { ...query, ...(after && { after }) } as never })
      expect(page.total).toBe(35)
      rows.push(...page.items)
      if (page.next === null) return rows
      after = page.next
    }
    throw new Error('the pages do not end')
  }

  it('gives every customer exactly once and in the order of one long page, by every sort, direction and page length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...customerSorts),
        fc.constantFrom('asc', 'desc'),
        fc.integer({ min: 1, max: 40 }),
        async (sort, direction, limit) => {
          const whole = await pagesOf({ sort, direction, limit: '200' })
          const rows = await pagesOf({ sort, direction, limit: String(limit) })
          expect(new Set(rows.map((row) => row.id)).size).toBe(35)
          expect(rows).toEqual(whole)
        },
      ),
      { numRuns: 24, seed: 7 },
    )
  })

  it('puts customers without a day of opening last in both directions', async () => {
    for (const direction of ['asc', 'desc']) {
      const opened = (await pagesOf({ sort: 'openedOn', direction, limit: '9' })).map((row) => row.openedOn)
      expect(opened.slice(0, 21)).toEqual(
        [...opened.slice(0, 21)].sort(direction === 'asc' ? undefined : (a, b) => (a! < b! ? 1 : -1)),
      )
      expect(opened.slice(21)).toEqual(Array(14).fill(null))
    }
  })

  it('goes on behind a name of the greatest length', async () => {
    const lonely = await api.signIn('account-manager', firm.branch)
    for (const last of ['双', '霜']) await firm.customerOf(lonely, { name: '窗'.repeat(119) + last })
    const first = await lonely.call(customers.list, { query: { limit: '1' } })
    const second = await lonely.call(customers.list, { query: { limit: '1', after: first.next! } })
    expect(second.items).toHaveLength(1)
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id)
  })

  it('refuses a cursor of another sort, of another list and one that was made up', async () => {
    const { next } = await reader.call(customers.list, { query: { limit: '1' } })
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const after = [
      next!,
      made(['visits', ['2026-01-01', firm.am.userId]]),
      made(['customers:openedOn', ["'; select 1", firm.am.userId]]),
      made(['customers:openedOn', ['2026-01-01', '1 or 1=1']]),
      made({ length: 2 }),
      'AAAA',
    ]
    for (const cursor of after)
      expect(
        await refusalOf(reader.call(customers.list, { query: { sort: 'openedOn', after: cursor } })),
      ).toMatchObject({
        status: 400,
        errors: [{ field: 'after', code: 'cursor.foreign' }],
      })
  })

  it.each(['0', '-1', '201', '1e12', '10.5', 'ten', ''])('refuses pages of %j', async (limit) => {
    expect((await reader.send('GET', `/customers?limit=${limit}`)).status).toBe(400)
  })
})

describe('filtering customers', () => {
  let reader: Client
  let made: { id: string; name: string }[]
  beforeAll(async () => {
    reader = await api.signIn('account-manager', firm.branch)
    const drafts = [
      { name: '甲', level: 'mass', openedOn: '2026-01-01' },
      { name: '乙', level: 'premium', lifecycle: 'dormant', openedOn: '2026-01-31' },
      { name: '丙', kind: 'organisation', openedOn: '2026-02-01' },
      { name: '丁', deletedAt: '2026-03-01T00:00:00Z' },
    ] as const
    made = []
    for (const draft of drafts) made.push(await firm.customerOf(reader, draft))
    const [first, second, third] = made
    await api.make(async (db) => {
      await makeProfile(db, {
        customer: first!,
        asOf: '2024-11-20',
        riskLevel: 'C3',
        assessedOn: '2024-11-20',
        validTo: '2026-11-19',
      })
      await makeProfile(db, {
        customer: second!,
        asOf: '2024-11-20',
        riskLevel: 'C1',
        riskBasis: 'predicted',
        validTo: '2026-11-20',
      })
      const account = await makeAccount(db, { customer: third! })
      const security = await makeSecurity(db)
      const trade = { customer: third!, account, security, side: 'buy', quantity: '1', price: '1' } as const
      await makeTrade(db, { ...trade, tradedAt: '2026-05-31T23:30:00+08:00' })
    })
  })

  it.each([
    ['those not removed without any filter', {}, '甲乙丙'],
    ['a kind', { kind: 'organisation' }, '丙'],
    ['several levels', { level: 'mass,premium' }, '甲乙'],
    ['no level', { level: 'none' }, '丙'],
    ['a level or none', { level: 'mass,none' }, '甲丙'],
    ['a risk level', { riskLevel: 'C3' }, '甲'],
    ['no risk level', { riskLevel: 'none' }, '丙'],
    ['a predicted risk level', { riskBasis: 'predicted' }, '乙'],
    ['a lifecycle', { lifecycle: 'dormant,closed' }, '乙'],
    ['opened from a day on', { openedFrom: '2026-01-31' }, '乙丙'],
    ['opened up to a day', { openedTo: '2026-01-31' }, '甲乙'],
    ['who traded in a month, by the day in Shanghai', { tradedIn: '2026-05' }, '丙'],
    ['nobody who traded in the month after', { tradedIn: '2026-06' }, ''],
    ['who traded in a currency', { tradedCurrency: 'CNY' }, '丙'],
    ['who traded in it in a month', { tradedIn: '2026-05', tradedCurrency: 'CNY' }, '丙'],
    ['nobody who traded in another currency in that month', { tradedIn: '2026-05', tradedCurrency: 'HKD' }, ''],
    ['an assessment that ran out before today', { assessmentExpired: 'true' }, '甲'],
    ['several at once', { level: 'mass,premium', openedFrom: '2026-01-02', lifecycle: 'dormant' }, '乙'],
    ['removed ones only', { deleted: 'true' }, '丁'],
  ])('finds %s', async (_, query, expected) => {
    const wanted = made.filter(({ name }) => expected.includes(name))
    expect(await idsOf(reader, query)).toEqual(idsIn(...wanted))
    const groups = await reader.call(customers.groups, { query: { ...query, by: 'level' } as never })
    expect(groups.total).toBe(wanted.length)
    const file = (await reader.call(customers.exportRows, { query: query as never })) as unknown as string
    expect(
      file
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.slice(0, 36))
        .sort(),
    ).toEqual(idsIn(...wanted))
  })

  it('finds those of a unit and below, and those of an owner', async () => {
    expect(await idsOf(firm.bm, { unit: firm.branch.id, owner: reader.userId })).toEqual(await idsOf(reader, {}))
    expect(await idsOf(firm.ho, { unit: firm.region.id, owner: reader.userId })).toEqual(await idsOf(reader, {}))
    expect(await idsOf(firm.bm, { unit: firm.elsewhere.id })).toEqual([])
  })

  it('counts by every grouping to the number of the list', async () => {
    const { total } = await firm.ho.call(customers.list)
    for (const by of ['level', 'riskLevel', 'lifecycle', 'kind', 'unit', 'owner'] as const) {
      const groups = await firm.ho.call(customers.groups, { query: { by } })
      expect([by, groups.items.reduce((sum, item) => sum + item.count, 0)]).toEqual([by, total])
      expect(groups.total).toBe(total)
    }
  })

  it('exports more customers than fit on one page, each once and by number', async () => {
    const lonely = await api.signIn('account-manager', firm.branch)
    const rows = Array.from({ length: 1203 }, (_, i) =>
      customerRow({ customerNo: `N${(i * 7) % 1203}`, name: '张三', ownerId: lonely.userId, unitId: firm.branch.id }),
    )
    await api.make((db) => insertRows(db, 'customers', rows))
    const file = (await lonely.call(customers.exportRows)) as unknown as string
    const lines = file.trim().split('\r\n').slice(1)
    expect(lines.map((line) => line.slice(0, 36)).sort()).toEqual(rows.map(({ id }) => id).sort())
  })

  it('shows removed customers only to whoever may remove', async () => {
    for (const who of [firm.sa, firm.ho, firm.co])
      expect(await refusalOf(who.call(customers.list, { query: { deleted: 'true' } }))).toMatchObject({ status: 403 })
  })

  it.each([
    'mobile=13812345678',
    'identification=310101',
    'number=1',
    'riskLevel=C9',
    'level=',
    'sort=number',
    'sort=name;drop',
    'sort=name%20desc',
    'direction=up',
    'by=name',
    'fields=note',
    'include=identifications',
    'owner[not]=',
    'owner=1%20or%201=1',
    'openedFrom=2026-02-30',
    'tradedIn=2026-13',
    'tradedCurrency=cny',
    'deleted=yes',
    'kind=person&kind=organisation',
    'level[]=mass',
  ])('refuses %s instead of answering that nobody was found', async (query) => {
    expect((await reader.send('GET', `/customers?${query}`)).status).toBe(400)
  })
})
