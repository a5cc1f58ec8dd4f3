import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { type ServiceAnswerDraft, serviceProposals } from '@rapport/contract/service/service-proposals'
import { asViewer } from '@rapport/database/as-viewer'
import { makeVisit } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, versionOf } from '#features/customer/testing.ts'
import { put } from '#features/service/moments/testing.ts'
import { viewerById } from '#http/session.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { makeCase } from '#http/testing-world-cases.ts'

let api: Api
let firm: Firm
const friday = new Date('2026-11-20T04:00:00Z')
let at = friday
beforeAll(async () => {
  api = await startApi({ now: () => at })
  firm = await makeFirm(api)
})
afterAll(() => api.close())
beforeEach(() => {
  at = friday
})

/** A customer whose cash lies idle and who was spoken with lately, assessed for long. */
async function idle() {
  const customer = await firm.customerOf(firm.am, { lifecycle: 'active' })
  await api.make(async (db) => {
    await db.rows(
      '',
      `update customers set assessment_valid_to = '2027-11-20', opened_on = '2020-01-01' where id = $1`,
      [customer.id],
    )
    await put(db, 'customer_indicators', {
      ...{ customer_id: customer.id, judged_on: '2026-11-20', as_of: '2026-11-19', last_contact_on: '2026-11-01' },
      ...{ assets: 200000, cash: 120000, net_inflow_30d: 0 },
    })
  })
  return customer.id
}
const see = (id: string, who: Client = firm.am) => who.call(serviceProposals.list, { params: { id } })
const proposedTo = async (id: string, who: Client = firm.am) => (await see(id, who)).items.map(({ service }) => service)
const answer = (id: string, body: ServiceAnswerDraft, who: Client = firm.am) =>
  who.call(serviceProposals.answer, { params: { id }, body })
const visit = {
  ...({ kind: 'product', channel: 'phone', plannedOn: '2026-11-27' } as const),
  ...{ plannedTime: null, purpose: null },
}
type Accepted = Extract<ServiceAnswerDraft, { answer: 'accepted' }>
const accept = (over: Partial<Accepted> = {}): Accepted => ({
  ...({ answer: 'accepted', service: 'idle-cash' } as const),
  ...visit,
  ...over,
})
const decline = { answer: 'declined', service: 'idle-cash', reason: '要买房' } as const
const visitsOf = async (id: string) =>
  (await firm.am.call(careVisits.list, { query: { customer: id } })).items.map((one) => [one.kind, one.plannedOn])

describe('what is proposed', () => {
  it('has its reasons, a way and a day, as of the day of the figures', async () => {
    expect(await see(await idle())).toEqual({
      ...{ hindrances: [], asOf: '2026-11-19', answers: [] },
      items: [
        {
          ...{ service: 'idle-cash', kind: 'product', channel: 'phone', plannedOn: '2026-11-27' },
          reasons: [{ code: 'idle-cash', share: 0.6 }],
        },
      ],
    })
  })

  it('goes by the way by which the customer is reached', async () => {
    const id = await idle()
    await api.make(async (db) => {
      const draft = { customer: { id }, staff: { id: firm.am.userId }, plannedOn: '2026-11-02', channel: 'video' }
      await makeVisit(db, { ...draft, outcome: 'reached' } as never)
    })
    expect((await see(id)).items).toMatchObject([{ channel: 'video' }])
  })

  it('reads birthdays, outflows, leaving and complaints of the customer', async () => {
    const id = await idle()
    await api.make(async (db) => {
      await db.rows('', `update customers set birth_on = '1980-11-24' where id = $1`, [id])
      await db.rows(
        '',
        `update warehouse.customer_indicators set net_inflow_30d = -50000, above_tolerance_share = 0.25, top_share = 0.75 where customer_id = $1`,
        [id],
      )
    })
    expect((await see(id)).items.map(({ service, reasons }) => [service, reasons])).toEqual([
      ['retention', [{ code: 'outflow', share: 0.2 }]],
      ['birthday', [{ code: 'birthday', on: '2026-11-24' }]],
      [
        'portfolio-review',
        [
          { code: 'above-tolerance', share: 0.25 },
          { code: 'concentrated', share: 0.75 },
        ],
      ],
      ['idle-cash', [{ code: 'idle-cash', share: 0.6 }]],
    ])
    const complaint = await api.make((db) =>
      makeCase(db, { customerId: id, firstHandlerId: firm.sa.userId, handlerId: null }),
    )
    expect(await proposedTo(id)).not.toContain('idle-cash')
    await api.make((db) =>
      db.rows(
        '',
        `update cases set open = false, state = 'closed', step = null, step_by = null, step_due_at = null, step_warn_at = null, on_time = true, closed_at = $2, satisfaction = 2 where id = $1`,
        [complaint.id, new Date('2026-11-19T04:00:00Z')],
      ),
    )
    expect((await see(id)).items[0]).toMatchObject({
      service: 'complaint-follow-up',
      reasons: [{ code: 'complaint-closed', on: '2026-11-19', satisfaction: 2 }],
    })
  })

  it('is nothing for a customer who must not be contacted, and why is said', async () => {
    const id = await idle()
    await firm.am.call(contactPermissions.stop, {
      params: { id },
      body: { kind: 'do-not-disturb', reason: '客户要求' },
    })
    expect(await see(id)).toMatchObject({ items: [], hindrances: ['do-not-disturb'] })
    expect(await refusalOf(answer(id, accept()))).toEqual({ status: 409, code: 'service-proposal.over' })
  })

  it('is seen by whoever sees the customer, and by nobody else', async () => {
    const id = await idle()
    expect(await proposedTo(id, firm.bm)).toEqual(['idle-cash'])
    expect(await refusalOf(see(id, firm.stranger))).toMatchObject({ status: 404 })
    expect(await refusalOf(answer(id, decline, firm.stranger))).toMatchObject({ status: 404 })
    expect(await refusalOf(answer(id, decline, firm.co))).toMatchObject({ status: 403 })
  })
})

describe('an answer', () => {
  it('plans the visit as it was proposed, keeps the proposal with its reasons, and it is not proposed again', async () => {
    const id = await idle()
    const [proposal] = (await see(id)).items
    const kept = await answer(id, accept({ purpose: '闲置资金' }))
    expect(kept).toMatchObject({ answer: 'accepted', proposal, reason: null, at: friday.toISOString() })
    expect(await firm.am.call(careVisits.open, { params: { id: kept.visitId! } })).toMatchObject({
      ...{ kind: 'product', channel: 'phone', plannedOn: '2026-11-27', purpose: '闲置资金', state: 'planned' },
      staff: { id: firm.am.userId },
    })
    expect(await see(id, firm.bm)).toMatchObject({ items: [], answers: [kept] })
    // The figures of then stay, whatever comes.
    await api.make((db) =>
      db.rows('', 'update warehouse.customer_indicators set cash = 1 where customer_id = $1', [id]),
    )
    expect((await see(id)).answers[0]!.proposal).toEqual(proposal)
  })

  it.each<Partial<Accepted>>([{ channel: 'in-person' }, { plannedOn: '2026-11-25' }, { kind: 'care' }])(
    'may change what is planned: %o, which is told',
    async (over) => {
      const id = await idle()
      expect(await answer(id, accept(over))).toMatchObject({ answer: 'changed', proposal: { channel: 'phone' } })
      expect(await visitsOf(id)).toEqual([[{ ...visit, ...over }.kind, { ...visit, ...over }.plannedOn]])
    },
  )

  it('declines with a reason and plans nothing; after thirty days it may be proposed again', async () => {
    const id = await idle()
    expect(await answer(id, decline)).toMatchObject({ answer: 'declined', reason: '要买房', visitId: null })
    expect(await visitsOf(id)).toEqual([])
    expect(await proposedTo(id)).toEqual([])
    at = new Date('2026-12-19T04:00:00Z')
    expect(await proposedTo(id)).toEqual([])
    at = new Date('2026-12-20T04:00:00Z')
    expect(await proposedTo(id)).toEqual(['idle-cash'])
  })

  it('is given once, also by two at the same moment', async () => {
    const id = await idle()
    const both = await Promise.allSettled([answer(id, accept()), answer(id, decline, firm.bm)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await see(id)).answers).toHaveLength(1)
    expect(await refusalOf(answer(id, accept()))).toEqual({ status: 409, code: 'service-proposal.over' })
  })

  it('is refused for what is not proposed, without a reason, or for a day that nobody can mean, and changes nothing', async () => {
    const id = await idle()
    expect(await refusalOf(answer(id, accept({ service: 'birthday' })))).toMatchObject({ status: 409 })
    expect(await refusalOf(answer(id, { ...decline, reason: ' ' }))).toMatchObject({ status: 400 })
    expect(await refusalOf(answer(id, accept({ plannedOn: '2036-01-01' })))).toMatchObject({
      ...{ status: 422, errors: [{ field: 'plannedOn', code: 'care-visit.too-far' }] },
    })
    expect(await visitsOf(id)).toEqual([])
    expect(await see(id)).toMatchObject({ answers: [], items: [{ service: 'idle-cash' }] })
  })

  it('of a customer who was handed over is seen by the next one', async () => {
    const id = await idle()
    await answer(id, decline)
    const body = { ownerId: firm.colleague.userId, reason: '换人' }
    await firm.bm.call(customers.handOver, { params: { id }, version: await versionOf(firm.bm, id), body })
    expect((await see(id, firm.colleague)).answers).toHaveLength(1)
    expect(await refusalOf(see(id))).toMatchObject({ status: 404 })
  })
})

describe('the database', () => {
  const write = async (who: Client, of: Record<string, unknown>) =>
    asViewer(api.product.connections, (await viewerById(api.product, who.userId))!, { readOnly: false }, (db) =>
      db.rows(
        '',
        `insert into service_answers (id, customer_id, service, answer, proposal, reason, visit_id, made_by, made_at)
         values ($1, $2, 'idle-cash', $3, '{"service": "idle-cash"}', $4, $5, $6, now())`,
        [newId(), of.customerId, of.answer, of.reason ?? null, of.visitId ?? null, of.madeBy ?? who.userId],
      ),
    )

  it('keeps answers as they were given, in the name of who gave them, with a visit of theirs to the customer', async () => {
    const [id, other] = [await idle(), await idle()]
    const kept = await answer(id, accept())
    const rewrite = asViewer(
      api.product.connections,
      (await viewerById(api.product, firm.am.userId))!,
      { readOnly: false },
      (db) => db.rows('', `update service_answers set reason = 'x' where id = $1`, [kept.id]),
    )
    await expect(rewrite).rejects.toThrow(/permission denied/)
    await expect(
      api.make((db) => db.rows('', `update service_answers set made_at = now() where id = $1`, [kept.id])),
    ).rejects.toThrow(/an answer stays/)
    await expect(
      write(firm.am, { customerId: id, answer: 'declined', reason: 'x', madeBy: firm.bm.userId }),
    ).rejects.toThrow(/row-level security/)
    await expect(write(firm.am, { customerId: id, answer: 'declined' })).rejects.toThrow(/service_answers_one/)
    const of = await answer(other, accept())
    const mine = { customerId: id, answer: 'accepted', visitId: of.visitId }
    await expect(write(firm.am, mine)).rejects.toThrow(/is planned/)
  })
})
