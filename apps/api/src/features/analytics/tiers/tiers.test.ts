import { auditEvents } from '@rapport/contract/administration/audit-events'
import { segments } from '@rapport/contract/analytics/segments'
import { tiers } from '@rapport/contract/analytics/tiers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let now = '2026-11-20'
beforeAll(async () => {
  api = await startApi({ now: () => new Date(`${now}T04:00:00Z`) })
  firm = await makeFirm(api)
  const months = ['2026-07', '2026-08', '2026-09', '2026-10']
  for (const month of months)
    await api.make((db) => db.rows('', `insert into warehouse.valuation_days (day) values ('${month}-15')`, []))
})
afterAll(() => api.close())

/** A customer with these average assets in each month. */
async function customerWith(assets: Record<string, number>, owner = firm.am) {
  const customer = await firm.customerOf(owner)
  for (const [month, amount] of Object.entries(assets))
    await api.make((db) =>
      db.rows(
        '',
        `insert into warehouse.customer_months (customer_id, month, currency, days, asset_days, closing_assets, owner_id, unit_id, live)
         select customer_id, $2::date, 'CNY', 1, $3::numeric, $3::numeric, owner_id, unit_id, live from warehouse.customer_scope where customer_id = $1`,
        [customer.id, `${month}-01`, amount],
      ),
    )
  while (await renewSegments(api.product));
  return customer
}
const tierOf = (customer: { id: string }, who = firm.am) => who.call(tiers.ofCustomer, { params: customer })
const set = (customer: { id: string }, body: object, who = firm.am) =>
  who.call(tiers.setByHand, { params: customer, body: { tier: 'diamond', reason: '家族企业主', ...body } })
const byHand = { present: { tier: 'diamond', basis: 'hand' } }

describe('the tier of a customer', () => {
  it('is by rule until a person says another, with the reason and who said it, and by rule again when taken back', async () => {
    const customer = await customerWith({ '2026-10': 600_000 })
    expect(await tierOf(customer)).toMatchObject({
      present: { tier: 'gold', basis: 'rule', ladderVersion: 1, tierAssets: '600000.00', validFrom: '2026-11-01' },
    })
    const said = await set(customer, {})
    expect(said).toMatchObject({ ...byHand, byRule: 'gold' })
    expect(said.present).toMatchObject({ reason: '家族企业主', validFrom: '2026-11-20', validTo: null })
    expect(said.present!.setBy!.id).toBe(firm.am.userId)
    expect(await firm.am.call(tiers.takeBack, { params: customer })).toMatchObject({ present: { tier: 'gold' } })
    expect((await tierOf(customer)).history.map(({ basis }) => basis)).toContain('hand')
    expect(await refusalOf(firm.am.call(tiers.takeBack, { params: customer }))).toMatchObject({ status: 404 })
    const { items } = await firm.co.call(auditEvents.list, { query: { objectId: customer.id } })
    expect(items.length).toBeGreaterThan(0)
  })

  it('by hand ends on its day, and brings a customer into a segment and out of it', async () => {
    const customer = await customerWith({ '2026-10': 20_000 })
    const segment = await firm.am.call(segments.create, {
      body: {
        name: 'diamonds',
        condition: { is: 'in', field: 'tier', values: ['diamond'] },
        shared: 'nobody',
        description: null,
      },
    })
    await set(customer, { until: '2026-11-25' })
    while (await renewSegments(api.product));
    const members = async () => (await firm.am.call(segments.open, { params: segment })).members
    expect(await members()).toBe(1)
    now = '2026-11-25'
    try {
      while (await renewSegments(api.product));
      expect(await members()).toBe(0)
      expect(await tierOf(customer)).toMatchObject({ present: { tier: 'ordinary', basis: 'rule' } })
    } finally {
      now = '2026-11-20'
    }
  })

  it('is not for tomorrow only, not one that nobody knows, and not for whoever may only read', async () => {
    const customer = await customerWith({ '2026-10': 20_000 })
    expect(await refusalOf(set(customer, { until: '2026-11-20' }))).toMatchObject({ errors: [{ field: 'until' }] })
    expect(await refusalOf(set(customer, { tier: 'emerald' }))).toMatchObject({ status: 400 })
    expect(await refusalOf(set(customer, {}, firm.sa))).toMatchObject({ status: 403 })
    for (const who of [firm.colleague, firm.stranger]) {
      expect(await refusalOf(set(customer, {}, who))).toMatchObject({ status: 404 })
      expect(await refusalOf(tierOf(customer, who))).toMatchObject({ status: 404 })
    }
  })
})

describe('the tiers of the firm', () => {
  it('count customers and assets in sight, and tell who rose and fell between month ends', async () => {
    const customer = await customerWith({ '2026-09': 20_000, '2026-10': 3_000_000 }, firm.stranger)
    const ladder = await firm.stranger.call(tiers.ladder, {})
    expect(ladder.month).toBe('2026-10')
    const diamond = ladder.items.find(({ code }) => code === 'diamond')
    expect(diamond).toMatchObject({ customers: 1, rose: 1, fell: 0 })
    const query = { from: '2026-09', to: '2026-10' }
    expect((await firm.stranger.call(tiers.flows, { query })).items).toEqual([
      { from: 'ordinary', to: 'diamond', customers: 1, assets: '3000000.00' },
    ])
    const flow = { ...query, fromTier: 'ordinary', toTier: 'diamond' } as const
    expect((await firm.stranger.call(tiers.moved, { query: flow })).items.map(({ id }) => id)).toEqual([customer.id])
    expect((await firm.am.call(tiers.moved, { query: flow })).items).toEqual([])
    expect(await refusalOf(firm.am.call(tiers.flows, { query: { to: '2026-11' } }))).toMatchObject({ status: 422 })
  })

  it('have thresholds that head office sets by version, and everybody is judged anew', async () => {
    const customer = await customerWith({ '2026-10': 600_000 })
    const before = await firm.ho.call(tiers.ladder, {})
    const steps = before.items.map(({ code, name, nameZh, floor }) => ({ code, name, nameZh, floor }) as never)
    const change = (tiers_: object[], version: number) =>
      firm.ho.call(tiers.change, { body: { tiers: tiers_ as never, reason: '2027' }, version })
    expect(await refusalOf(change(steps.slice(1), before.version))).toMatchObject({ status: 422 })
    expect(await refusalOf(change([...steps].reverse(), before.version))).toMatchObject({ status: 422 })
    const higher = steps.map((step: { code: string }) => (step.code === 'gold' ? { ...step, floor: '700000' } : step))
    expect(await change(higher, before.version)).toMatchObject({ version: before.version + 1, applied: false })
    expect(await refusalOf(change(higher, before.version))).toMatchObject({ status: 412 })
    while (await renewSegments(api.product));
    expect(await firm.am.call(tiers.ladder, {})).toMatchObject({ applied: true, reason: '2027' })
    const { present, history } = await tierOf(customer)
    expect(present).toMatchObject({ tier: 'growth', ladderVersion: before.version + 1, validFrom: '2026-11-20' })
    expect(history[1]).toMatchObject({ tier: 'gold', ladderVersion: before.version, validTo: '2026-11-20' })
  })
})
