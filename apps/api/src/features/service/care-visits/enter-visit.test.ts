import { randomUUID } from 'node:crypto'
import { Refusal } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clearKeptAnswers } from '#http/once.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

const today = '2026-11-20'
let api: Api
let branch: { id: string }
let am: Client
let colleague: Client
let bm: Client
let customer: { id: string; customerNo: string }

beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  const region = await api.make((db) => makeRegion(db))
  branch = await api.make((db) => makeBranch(db, { region }))
  am = await api.signIn('account-manager', branch)
  colleague = await api.signIn('account-manager', branch)
  bm = await api.signIn('branch-manager', branch)
  customer = await customerOf(am)
})
afterAll(() => api.close())

const customerOf = (owner: Client, customerNo?: string) =>
  api.make((db) =>
    makeCustomer(db, api.product.seal, {
      owner: { id: owner.userId },
      unit: branch,
      ...(customerNo && { customerNo }),
    }),
  )
const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      const [field] = error.problem?.errors ?? []
      return [error.status, field?.code ?? error.problem?.code]
    },
  )
type Entry = NonNullable<Parameters<typeof am.call<typeof careVisits.enter>>[1]>['body']
const entry = (by: Client, said: Partial<NonNullable<Entry>> = {}): NonNullable<Entry> => ({
  entryId: randomUUID(),
  madeBy: by.userId,
  enteredAt: '2026-11-20T02:30:00Z',
  visit:
    said.visitId === undefined
      ? { customerNo: customer.customerNo, kind: 'care', channel: 'in-person', on: today }
      : null,
  outcome: 'reached',
  content: '地下室里谈的',
  minutes: 25,
  ...said,
})
/** Sends as a device does: its own id is the key. */
const send = (by: Client, body: NonNullable<Entry>) =>
  by.send('POST', '/care-visits/entries', {
    headers: { 'content-type': 'application/json', 'idempotency-key': body.entryId },
    body: JSON.stringify(body),
  })
const enter = (by: Client, body: NonNullable<Entry>) => by.call(careVisits.enter, { body })
const plan = (by: Client, plannedOn = today) =>
  by.call(careVisits.plan, { body: { customerId: customer.id, kind: 'review', channel: 'phone', plannedOn } })
const kept = (entryId: string) => api.make((db) => db.careVisit.findMany({ where: { entryId } }))

describe('a visit that a device writes down', () => {
  it('of a customer by number, unplanned, is a visit that took place, with when it was typed', async () => {
    const body = entry(am)
    expect(await enter(am, body)).toMatchObject({
      customer: { id: customer.id },
      staff: { id: am.userId },
      kind: 'care',
      channel: 'in-person',
      plannedOn: today,
      state: 'recorded',
      outcome: 'reached',
      content: '地下室里谈的',
      minutes: 25,
      recordedAt: '2026-11-20T04:00:00.000Z',
    })
    const [row] = await kept(body.entryId)
    expect([row?.enteredAt?.toISOString(), row?.recordedBy]).toEqual(['2026-11-20T02:30:00.000Z', am.userId])
  })

  it('of a planned visit is its outcome', async () => {
    const visit = await plan(am)
    expect(await enter(am, entry(am, { visitId: visit.id }))).toMatchObject({ id: visit.id, state: 'recorded' })
  })

  it('was typed at the latest when it came, whatever the clock of the device says', async () => {
    const body = entry(am, { enteredAt: '2031-01-01T00:00:00+08:00' })
    await enter(am, body)
    expect((await kept(body.entryId))[0]?.enteredAt?.toISOString()).toBe('2026-11-20T04:00:00.000Z')
  })

  it('is written once, twenty-five times at the same time from two devices', async () => {
    const body = entry(am)
    const answers = await Promise.all(Array.from({ length: 25 }, () => send(am, body)))
    const texts = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`))
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toMatch(/^201 /)
    expect(await kept(body.entryId)).toHaveLength(1)
  })

  it('is written once also when its answer was forgotten after a week, planned or not', async () => {
    const bodies = [entry(am), entry(am, { visitId: (await plan(am)).id })]
    const first = await Promise.all(bodies.map(async (body) => (await send(am, body)).json()))
    const later = new Date(Date.now() + 8 * 86_400_000)
    await clearKeptAnswers({ connections: api.product.connections, now: () => later })
    expect(await Promise.all(bodies.map(async (body) => (await send(am, body)).json()))).toEqual(first)
    for (const { entryId } of bodies) expect(await kept(entryId)).toHaveLength(1)
  })

  it('is not taken in the name of somebody else', async () => {
    const body = entry(am)
    expect(await refusalOf(enter(colleague, body))).toEqual([409, 'care-visit.of-another-person'])
    expect(await kept(body.entryId)).toEqual([])
  })

  it('of a customer who was handed over meanwhile is refused and changes nothing, by number and by visit', async () => {
    const other = await customerOf(am)
    const visit = await am.call(careVisits.plan, {
      body: { customerId: other.id, kind: 'care', channel: 'phone', plannedOn: today },
    })
    const { version } = await bm.call(customers.open, { params: { id: other.id } })
    await bm.call(customers.handOver, {
      params: { id: other.id },
      version,
      body: { ownerId: colleague.userId, reason: '换人' },
    })
    const numbered = entry(am, {
      visit: { customerNo: other.customerNo, kind: 'care', channel: 'phone', on: today },
    })
    expect(await refusalOf(enter(am, numbered))).toEqual([422, 'customer-no.nobody'])
    expect(await refusalOf(enter(am, entry(am, { visitId: visit.id })))).toEqual([404, 'not-found'])
    expect(await bm.call(careVisits.open, { params: { id: visit.id } })).toMatchObject({ state: 'planned' })
  })

  it('of a number that two customers in sight have is not guessed', async () => {
    await customerOf(am, 'TWICE-7')
    await customerOf(colleague, 'TWICE-7')
    const visit = { customerNo: 'TWICE-7', kind: 'care', channel: 'phone', on: today } as const
    expect(await refusalOf(enter(bm, entry(bm, { visit })))).toEqual([422, 'customer-no.several'])
    expect(await enter(am, entry(am, { visit }))).toMatchObject({ state: 'recorded' })
  })

  it('is refused before its day, too far back, after somebody else wrote it down, and of no or two visits', async () => {
    const on = (day: string) => ({ customerNo: customer.customerNo, kind: 'care', channel: 'phone', on: day }) as const
    const recorded = await plan(am)
    await enter(am, entry(am, { visitId: recorded.id }))
    const cancelled = await plan(am)
    await am.call(careVisits.cancel, { params: { id: cancelled.id }, body: { reason: '出差' } })
    const tries: [Partial<NonNullable<Entry>>, [number, string]][] = [
      [{ visit: on('2026-11-21') }, [422, 'care-visit.not-yet']],
      [{ visit: on('2024-11-21') }, [422, 'care-visit.too-far']],
      [{ visitId: (await plan(am, '2026-11-21')).id }, [422, 'care-visit.not-yet']],
      [{ visitId: recorded.id }, [409, 'care-visit.already-recorded']],
      [{ visitId: cancelled.id }, [409, 'care-visit.cancelled']],
      [{ visit: null }, [400, 'visit.one']],
      [{ visitId: recorded.id, visit: on(today) }, [400, 'visit.one']],
      [{ enteredAt: 'yesterday' }, [400, 'instant.shape']],
    ]
    for (const [said, refused] of tries) expect(await refusalOf(enter(am, entry(am, said)))).toEqual(refused)
  })
})
