import { Refusal } from '@rapport/contract/client'
import type { QueryOf } from '@rapport/contract/endpoint'
import { careVisits } from '@rapport/contract/service/care-visits'
import { makeBranch, makeCustomer, makeRegion, makeTeam, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

const outcomes = ['reached', 'not-reached', 'interested', 'follow-up', 'declined'] as const
let api: Api
let units: Record<'region' | 'branch' | 'team' | 'other', { id: string }>
let people: Record<'am' | 'otherAm' | 'bm' | 'sa' | 'regional' | 'ho' | 'co' | 'admin', Client>
let mine: { id: string }

beforeAll(async () => {
  api = await startApi()
  const region = await api.make((db) => makeRegion(db))
  const branch = await api.make((db) => makeBranch(db, { region }))
  const team = await api.make((db) => makeTeam(db, { branch }))
  const other = await api.make((db) => makeBranch(db))
  units = { region, branch, team, other }
  people = {
    am: await api.signIn('account-manager', branch),
    otherAm: await api.signIn('account-manager', team),
    bm: await api.signIn('branch-manager', branch),
    sa: await api.signIn('service-agent', team),
    regional: await api.signIn('branch-manager', region),
    ho: await api.signIn('head-office', other),
    co: await api.signIn('compliance', other),
    admin: await api.signIn('administrator', other),
  }
  // Visits over ten days in three units, several on one day: 30 of am, 20 of otherAm in the team, 10 elsewhere.
  const places = [
    { owner: people.am.userId, unit: branch, visits: 30 },
    { owner: people.otherAm.userId, unit: team, visits: 20 },
    { owner: people.ho.userId, unit: other, visits: 10 },
  ]
  await api.make(async (db) => {
    for (const { owner, unit, visits } of places) {
      const customer = await makeCustomer(db, api.product.seal, { owner: { id: owner }, unit })
      if (unit === branch) mine = customer
      for (let n = 0; n < visits; n++) {
        const plannedOn = `2026-03-${String(1 + (n % 10)).padStart(2, '0')}`
        const outcome = outcomes[n % 6]
        await makeVisit(db, {
          customer,
          staff: { id: owner },
          plannedOn,
          ...(outcome ? { outcome } : { state: n % 12 === 5 ? 'planned' : 'cancelled' }),
        })
      }
    }
  })
})
afterAll(() => api.close())

type Filter = Partial<Record<keyof QueryOf<typeof careVisits.list>, string>>
const list = (client: Client, query: Filter = {}) => client.call(careVisits.list, { query: query as never })

async function walk(client: Client, query: Filter) {
  const found = []
  for (let after: string | undefined; ; ) {
    const page = await list(client, { ...query, ...(after && { after }) })
    found.push(...page.items)
    if (!page.next) return { found, total: page.total }
    after = page.next
  }
}

describe('the list of care visits', () => {
  it('shows each scope its own visits, and file and count agree with it', async () => {
    const expected = { am: 30, otherAm: 20, bm: 50, sa: 20, regional: 50, ho: 60, co: 60 }
    for (const [who, count] of Object.entries(expected)) {
      const client = people[who as keyof typeof expected]
      const { found, total } = await walk(client, { limit: '7' })
      expect([who, found.length, total]).toEqual([who, count, count])
      if (who === 'sa') continue
      const file = await client.call(careVisits.exportRows)
      const ids = String(file)
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0])
      expect(ids).toEqual(found.map(({ id }) => id))
    }
  })

  it('is closed to the administrator, and its file to whoever may not export', async () => {
    expect((await people.admin.send('GET', '/care-visits')).status).toBe(403)
    expect((await people.sa.send('GET', '/care-visits/export')).status).toBe(403)
  })

  it.each(['asc', 'desc'] as const)('pages by date %s without leaving out or repeating a visit', async (direction) => {
    const { found } = await walk(people.ho, { limit: '7', direction })
    const keys = found.map(({ plannedOn, id }) => `${plannedOn} ${id}`)
    expect(keys).toEqual(direction === 'asc' ? keys.toSorted() : keys.toSorted().reverse())
    expect(new Set(keys).size).toBe(60)
  })

  it('ends where the last page is just full', async () => {
    const page = await list(people.am, { limit: '30' })
    expect([page.items.length, page.next]).toEqual([30, null])
  })

  it('says the total also on a page without visits', async () => {
    const { next } = await list(people.am, { limit: '29' })
    const page = await list(people.am, { after: next!, to: '2026-03-01' })
    expect(page).toEqual({ items: [], next: null, total: 3 })
  })

  it('filters by day, customer, staff, unit and below, state and outcome, each as counted by hand', async () => {
    const all = (await walk(people.ho, { limit: '200' })).found
    const cases: [Filter, (visit: (typeof all)[number]) => boolean][] = [
      [{ from: '2026-03-04' }, (v) => v.plannedOn >= '2026-03-04'],
      [{ from: '2026-03-04', to: '2026-03-05' }, (v) => v.plannedOn === '2026-03-04' || v.plannedOn === '2026-03-05'],
      [{ customer: mine.id }, (v) => v.customer.id === mine.id],
      [{ staff: people.otherAm.userId }, (v) => v.staff.id === people.otherAm.userId],
      [{ unit: units.region.id }, (v) => v.unit.id !== units.other.id],
      [{ unit: units.team.id }, (v) => v.unit.id === units.team.id],
      [{ state: 'planned' }, (v) => v.state === 'planned'],
      [{ state: 'planned,cancelled' }, (v) => v.state !== 'recorded'],
      [{ outcome: 'none' }, (v) => v.outcome === null],
      [{ outcome: 'reached,none' }, (v) => v.outcome === null || v.outcome === 'reached'],
      [
        { from: '2026-03-02', to: '2026-03-09', staff: people.am.userId, unit: units.branch.id, outcome: 'reached' },
        (v) =>
          v.plannedOn >= '2026-03-02' &&
          v.plannedOn <= '2026-03-09' &&
          v.staff.id === people.am.userId &&
          v.outcome === 'reached',
      ],
    ]
    for (const [filter, fits] of cases) {
      const { found, total } = await walk(people.ho, { ...filter, limit: '200' })
      const wanted = all.filter(fits).map(({ id }) => id)
      expect(wanted.length).toBeGreaterThan(0)
      expect([filter, found.map(({ id }) => id), total]).toEqual([filter, wanted, wanted.length])
    }
  })

  it('takes every filter at once, in both directions', async () => {
    const query = {
      from: '2026-03-01',
      to: '2026-03-31',
      customer: mine.id,
      staff: people.am.userId,
      unit: units.branch.id,
      state: 'recorded',
      outcome: 'reached',
      limit: '2',
    }
    for (const direction of ['asc', 'desc'])
      expect((await walk(people.am, { ...query, direction })).found).toHaveLength(5)
  })

  it('refuses the cursor of the other direction', async () => {
    const { next } = await list(people.am, { limit: '5' })
    const refused = await list(people.am, { after: next!, direction: 'desc' }).catch((error: Refusal) => error)
    expect(refused).toBeInstanceOf(Refusal)
    expect((refused as Refusal).problem?.errors).toEqual([{ field: 'after', code: 'cursor.foreign' }])
  })

  it('follows its customer to another owner, and out of sight with a removed one', async () => {
    const customer = await api.make((db) =>
      makeCustomer(db, api.product.seal, { owner: { id: people.am.userId }, unit: units.branch }),
    )
    await api.make((db) => makeVisit(db, { customer, staff: { id: people.am.userId }, plannedOn: '2026-05-05' }))
    const seen = async (client: Client) => (await list(client, { customer: customer.id })).total
    expect([await seen(people.am), await seen(people.otherAm)]).toEqual([1, 0])
    await api.make((db) =>
      db.customer.update({
        where: { id: customer.id },
        data: { ownerId: people.otherAm.userId, unitId: units.team.id },
      }),
    )
    expect([await seen(people.am), await seen(people.otherAm)]).toEqual([0, 1])
    await api.make((db) => db.customer.update({ where: { id: customer.id }, data: { deletedAt: new Date() } }))
    expect([await seen(people.otherAm), await seen(people.ho)]).toEqual([0, 0])
  })
})
