import { Refusal } from '@rapport/contract/client'
import { careVisits } from '@rapport/contract/service/care-visits'
import { makeBranch, makeCustomer, makeRegion, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

const today = '2026-11-20'
let api: Api
let branch: { id: string }
let am: Client
let sa: Client
let ho: Client
let customer: { id: string; name: string; customerNo: string }
let foreign: { id: string }

beforeAll(async () => {
  // 01:30 in Shanghai, while it is still the day before in UTC.
  api = await startApi({ now: () => new Date('2026-11-19T17:30:00Z') })
  const region = await api.make((db) => makeRegion(db))
  branch = await api.make((db) => makeBranch(db, { region }))
  const elsewhere = await api.make((db) => makeBranch(db, { region }))
  am = await api.signIn('account-manager', branch)
  sa = await api.signIn('service-agent', branch)
  ho = await api.signIn('head-office', branch)
  const stranger = await api.signIn('account-manager', elsewhere)
  const { seal } = api.product
  customer = await api.make((db) => makeCustomer(db, seal, { owner: { id: am.userId }, unit: branch }))
  foreign = await api.make((db) => makeCustomer(db, seal, { owner: { id: stranger.userId }, unit: elsewhere }))
})
afterAll(() => api.close())

const refusalOf = async (asked: Promise<unknown>) => {
  const refusal = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`)
  return [refusal.status, refusal.problem?.errors?.[0]?.code ?? refusal.problem?.code]
}
const plan = (client: Client, body: Partial<{ customerId: string; plannedOn: string; plannedTime: string }> = {}) =>
  client.call(careVisits.plan, {
    body: { customerId: customer.id, kind: 'care', channel: 'phone', plannedOn: today, ...body },
  })
const result = { outcome: 'reached', content: '谈了养老理财', minutes: 12 } as const
const record = (client: Client, id: string) => client.call(careVisits.recordOutcome, { params: { id }, body: result })

describe('a care visit', () => {
  it('is planned with type, channel, time and purpose, by and for whoever plans it', async () => {
    const visit = await am.call(careVisits.plan, {
      body: {
        customerId: customer.id,
        kind: 'review',
        channel: 'in-person',
        plannedOn: '2026-12-01',
        plannedTime: '09:30',
        purpose: ' 年度回顾 ',
      },
    })
    expect(visit).toMatchObject({
      version: 1,
      customer: { id: customer.id, name: customer.name, customerNo: customer.customerNo },
      unit: { id: branch.id },
      staff: { id: am.userId },
      kind: 'review',
      channel: 'in-person',
      plannedOn: '2026-12-01',
      plannedTime: '09:30',
      purpose: '年度回顾',
      state: 'planned',
      outcome: null,
      recordedAt: null,
    })
    expect(await sa.call(careVisits.open, { params: { id: visit.id } })).toEqual(visit)
  })

  it('is planned only for a customer in sight', async () => {
    expect(await refusalOf(plan(am, { customerId: foreign.id }))).toEqual([404, 'not-found'])
    expect(await refusalOf(plan(am, { customerId: am.userId }))).toEqual([404, 'not-found'])
  })

  it.each([
    ['2025-11-19', false],
    ['2025-11-18', true],
    ['2028-11-20', false],
    ['2028-11-21', true],
  ])('on %s is too far off: %s', async (plannedOn, tooFar) => {
    const planned = plan(am, { plannedOn })
    if (tooFar) expect(await refusalOf(planned)).toEqual([422, 'care-visit.too-far'])
    else expect(await planned).toMatchObject({ plannedOn })
  })

  it('of yesterday is planned and recorded today', async () => {
    const { id } = await plan(sa, { plannedOn: '2026-11-19' })
    const visit = await record(sa, id)
    const { name } = await api.make((db) => db.user.findUniqueOrThrow({ where: { id: sa.userId } }))
    expect(visit).toMatchObject({ ...result, state: 'recorded', recordedBy: name, version: 2 })
    expect(visit.recordedAt).toBe('2026-11-19T17:30:00.000Z')
  })

  it('is recorded on its day in Shanghai, and not a day before', async () => {
    const { id } = await plan(am, { plannedOn: '2026-11-21' })
    expect(await refusalOf(record(am, id))).toEqual([422, 'care-visit.not-yet'])
    const { id: due } = await plan(am)
    expect(await record(am, due)).toMatchObject({ state: 'recorded' })
  })

  it('is recorded once, also when thirty ask at the same time', async () => {
    const { id } = await plan(am)
    const answers = await Promise.all(Array.from({ length: 30 }, () => record(am, id).catch((e: Refusal) => e.status)))
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 409)).toHaveLength(29)
    expect(await refusalOf(record(am, id))).toEqual([409, 'care-visit.already-recorded'])
  })

  it('leaves one line in the trail for what was done, and none for what was refused', async () => {
    const { id } = await plan(am)
    await record(am, id)
    await record(am, id).catch(() => undefined)
    const events = await api.make((db) => db.auditEvent.findMany({ where: { objectId: id }, orderBy: { at: 'asc' } }))
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['insert', am.userId],
      ['update', am.userId],
      ['refuse', am.userId],
    ])
    expect(events[1]).toMatchObject({ customerId: customer.id, after: { outcome: 'reached', state: 'recorded' } })
  })

  it('is changed from the version that was read, while it is planned', async () => {
    const { id } = await plan(am)
    const change = (version: number, body: { plannedOn?: string; purpose?: string | null }) =>
      am.call(careVisits.change, { params: { id }, version, body })
    expect(await change(1, { plannedOn: '2026-11-25' })).toMatchObject({ plannedOn: '2026-11-25', version: 2 })
    expect(await refusalOf(change(1, { purpose: '再约' }))).toEqual([412, 'version.stale'])
    expect(await refusalOf(change(2, { plannedOn: '2029-01-01' }))).toEqual([422, 'care-visit.too-far'])
    await change(2, { plannedOn: today })
    await record(am, id)
    expect(await refusalOf(change(4, { purpose: '再约' }))).toEqual([409, 'care-visit.already-recorded'])
  })

  it('is cancelled with a reason, and is then neither recorded nor changed', async () => {
    const { id } = await plan(am)
    const cancel = () => am.call(careVisits.cancel, { params: { id }, body: { reason: '客户出差' } })
    expect(await cancel()).toMatchObject({ state: 'cancelled', content: '客户出差', outcome: null })
    expect(await refusalOf(cancel())).toEqual([409, 'care-visit.cancelled'])
    expect(await refusalOf(record(am, id))).toEqual([409, 'care-visit.cancelled'])
    const [event] = await api.make((db) => db.auditEvent.findMany({ where: { objectId: id, action: 'update' } }))
    expect(event).toMatchObject({ reason: '客户出差' })
  })

  it('out of sight does not exist, and stays as it is', async () => {
    const { id } = await api.make((db) =>
      makeVisit(db, { customer: foreign, staff: { id: ho.userId }, plannedOn: today }),
    )
    const tries = [
      () => am.call(careVisits.open, { params: { id } }),
      () => record(am, id),
      () => am.call(careVisits.cancel, { params: { id }, body: { reason: 'no' } }),
      () => am.call(careVisits.change, { params: { id }, version: 1, body: { purpose: 'mine' } }),
    ]
    for (const attempt of tries) expect(await refusalOf(attempt())).toEqual([404, 'not-found'])
    expect(await ho.call(careVisits.open, { params: { id } })).toMatchObject({ state: 'planned', version: 1 })
  })
})
