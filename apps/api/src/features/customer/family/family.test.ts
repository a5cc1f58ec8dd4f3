import { customerNeeds } from '@rapport/contract/customer/customer-needs'
import { family } from '@rapport/contract/customer/family'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

async function customerWith(assets: number, owner = firm.am) {
  const customer = await firm.customerOf(owner)
  await api.make((db) =>
    db.rows(
      '',
      `insert into warehouse.customer_indicators (customer_id, judged_on, assets, net_inflow_12m, profit_12m, net_commission_12m)
       values ($1, '2026-11-20', $2::numeric, $2::numeric / 10, $2::numeric / 100, 1)`,
      [customer.id, assets],
    ),
  )
  return customer
}
const open = (customer: { id: string }, who = firm.am) => who.call(family.open, { params: customer })
const link = (customer: { id: string }, body: object, who = firm.am) =>
  who.call(family.link, { params: customer, body: { kind: 'spouse', ...body } })

describe('the family of a customer', () => {
  it('is told from both ends, and its totals are those of all whom its links lead to', async () => {
    const [wife, husband, child, firmOf] = [
      await customerWith(1_000),
      await customerWith(2_000),
      await customerWith(500),
      await customerWith(9_000),
    ]
    await link(wife, { otherId: husband.id })
    await link(husband, { kind: 'child', otherId: child.id })
    await link(wife, { kind: 'owned', otherId: firmOf.id, share: '0.51' })
    await link(wife, { kind: 'parent', name: '王母', birthOn: '1950-01-02' })
    const seen = await open(child)
    expect(seen.items).toMatchObject([{ kind: 'parent', other: { id: husband.id } }])
    // A firm that one owns is linked and is not family.
    expect(new Set(seen.members.map(({ id }) => id))).toEqual(new Set([wife.id, husband.id, child.id]))
    expect(seen.totals).toEqual({
      assets: '3500.00',
      netInflow12m: '350.00',
      profit12m: '35.00',
      netCommission12m: '3.00',
    })
    expect((await open(firmOf)).items).toMatchObject([
      { kind: 'beneficial-owner', share: '0.51', other: { id: wife.id } },
    ])
    expect((await open(wife)).items.map(({ kind, name }) => [kind, name])).toContainEqual(['parent', '王母'])
    await link(child, { kind: 'parent', otherId: wife.id })
    expect((await open(wife)).items.map(({ kind, other }) => [kind, other?.id])).toContainEqual(['child', child.id])
  })

  it('says nothing of a member out of sight: no link, no name, nothing in the totals', async () => {
    const [mine, theirs] = [await customerWith(1_000), await customerWith(7_000, firm.colleague)]
    await link(mine, { otherId: theirs.id }, firm.bm)
    expect((await open(mine, firm.bm)).totals.assets).toBe('8000.00')
    const alone = await open(mine)
    expect(alone.items).toEqual([])
    expect(alone.members.map(({ id }) => id)).toEqual([mine.id])
    expect(alone.totals.assets).toBe('1000.00')
    expect(JSON.stringify(alone)).not.toContain(theirs.id)
    const { id, version } = (await open(mine, firm.bm)).items[0]!
    expect(await refusalOf(firm.am.call(family.unlink, { params: { id }, version }))).toMatchObject({ status: 404 })
    expect(await refusalOf(link(mine, { otherId: theirs.id }))).toMatchObject({ status: 404 })
  })

  it('counts a link only while it lasts, and no figure is none where one member has none', async () => {
    const [one, other] = [await customerWith(1_000), await firm.customerOf(firm.am)]
    await link(one, { otherId: other.id, validTo: '2026-11-20' })
    expect((await open(one)).totals.assets).toBe('1000.00')
    await link(one, { otherId: other.id, validFrom: '2026-11-20' })
    expect((await open(one)).totals.assets).toBeNull()
  })

  it('refuses a link with nobody, with two, or with oneself', async () => {
    const [one, other] = [await customerWith(1), await customerWith(1)]
    for (const [body, field, code] of [
      [{}, 'name', 'link.who'],
      [{ otherId: other.id, name: '甲' }, 'name', 'link.who'],
      [{ otherId: one.id }, 'otherId', 'link.itself'],
    ] as const)
      expect(await refusalOf(link(one, body))).toMatchObject({ status: 422, errors: [{ field, code }] })
    expect((await open(one)).items).toEqual([])
  })
})

describe('what a customer says it needs', () => {
  it('is kept with kind, day, source and who wrote it down, for whoever sees the customer', async () => {
    const customer = await firm.customerOf(firm.am)
    const body = {
      kind: 'retirement',
      text: '五年后退休，想要稳定收益',
      statedOn: '2026-11-18',
      source: 'visit',
    } as const
    const made = await firm.sa.call(customerNeeds.record, { params: customer, body })
    const { items } = await firm.am.call(customerNeeds.list, { params: customer })
    expect(items).toMatchObject([{ ...body, recordedBy: { id: firm.sa.userId } }])
    const later = firm.am.call(customerNeeds.record, { params: customer, body: { ...body, statedOn: '2026-11-21' } })
    expect(await refusalOf(later)).toMatchObject({ status: 422, errors: [{ field: 'statedOn', code: 'day.future' }] })
    const remove = (who = firm.am) => who.call(customerNeeds.remove, { params: { id: made.id }, version: made.version })
    expect(await refusalOf(remove(firm.colleague))).toMatchObject({ status: 404 })
    expect(await refusalOf(firm.colleague.call(customerNeeds.list, { params: customer }))).toMatchObject({
      status: 404,
    })
    await remove()
    expect((await firm.am.call(customerNeeds.list, { params: customer })).items).toEqual([])
  })
})
