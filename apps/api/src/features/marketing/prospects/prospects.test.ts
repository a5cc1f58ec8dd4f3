import { contactPoints } from '@rapport/contract/customer/contact-points'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { identifications } from '@rapport/contract/customer/identifications'
import { prospectChannels, prospects } from '@rapport/contract/marketing/prospects'
import { careVisits } from '@rapport/contract/service/care-visits'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, residentId, versionOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { channelOf, enter, newMobile } from './testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const document = () => ({ type: 'resident-id' as const, number: residentId() })
const open = (id: string, who = firm.am) => who.call(prospects.open, { params: { id } })

describe('a prospect', () => {
  it('is entered with where it came from, what it wants and what is next, and belongs to who entered it', async () => {
    const made = await enter(firm.am, {
      name: '卓文君',
      interests: ['funds', 'wealth'],
      expectedAssets: '500000.50',
      nextStep: '发送开户指引',
      nextStepOn: '2026-12-03',
    })
    expect(made).toMatchObject({
      name: '卓文君',
      state: 'new',
      owner: { id: firm.am.userId },
      unit: { id: firm.branch.id },
      channel: { code: 'phone' },
      interests: ['funds', 'wealth'],
      expectedAssets: '500000.5',
      nextStepOn: '2026-12-03',
    })
    expect(made.protectedUntil! > made.claimedOn!).toBe(true)
    const customer = await firm.am.call(customers.open, { params: { id: made.customerId } })
    expect(customer).toMatchObject({ lifecycle: 'prospect', openedOn: null })
  })

  it('shows a masked number to whoever sees it, is found by the whole number, and is not there for others', async () => {
    const value = newMobile()
    const made = await enter(firm.am, { name: '班婕妤', contactPoints: [{ kind: 'mobile', value }] })
    const points = await firm.am.call(contactPoints.list, { params: { id: made.customerId } })
    expect(points.items[0]!.value).toBe(`${value.slice(0, 3)}****${value.slice(-4)}`)
    for (const q of [value, '班婕', 'banjie'])
      expect((await firm.am.call(prospects.list, { query: { q } })).items.map(({ id }) => id)).toContain(made.id)
    expect((await firm.stranger.call(prospects.list, { query: { q: value } })).total).toBe(0)
    expect(await refusalOf(open(made.id, firm.stranger))).toMatchObject({ status: 404 })
  })

  it('refuses a wrong number, a step without a day and a way that is over, each at its field', async () => {
    const contactPoints = [{ kind: 'mobile', value: '123' }]
    expect(await refusalOf(enter(firm.am, { contactPoints }))).toMatchObject({
      status: 400,
      errors: [{ field: 'contactPoints.0.value' }],
    })
    expect(await refusalOf(enter(firm.am, { nextStep: 'ring' }))).toMatchObject({
      status: 422,
      errors: [{ field: 'nextStepOn', code: 'required' }],
    })
    const way = {
      code: 'gone',
      kind: 'partner' as const,
      name: 'Gone',
      nameZh: '已结束',
      contactName: null,
      contact: null,
    }
    const { id, version } = await firm.ho.call(prospectChannels.add, { body: way })
    await firm.ho.call(prospectChannels.edit, { params: { id }, version, body: { state: 'ended' } })
    expect(await refusalOf(enter(firm.am, { channelId: id }))).toMatchObject({
      errors: [{ field: 'channelId', code: 'prospect.no-channel' }],
    })
  })

  it('is read page after page by what is next, each once, what has no next step last', async () => {
    for (const nextStepOn of ['2026-12-09', '2026-12-01', null, '2026-12-05'])
      await enter(firm.colleague, nextStepOn ? { nextStep: 'ring', nextStepOn } : {})
    for (const sort of ['nextStep', 'newest'] as const) {
      const days: (string | null)[] = []
      const seen = new Set<string>()
      let after: string | null | undefined
      do {
        const page = await firm.colleague.call(prospects.list, {
          query: { limit: '1', sort, ...(after && { after }) },
        })
        expect(page.total).toBe(4)
        for (const row of page.items) {
          seen.add(row.id)
          days.push(row.nextStepOn)
        }
        after = page.next
      } while (after)
      expect(seen.size).toBe(4)
      expect(days).toEqual(
        sort === 'nextStep'
          ? ['2026-12-01', '2026-12-05', '2026-12-09', null]
          : ['2026-12-05', null, '2026-12-01', '2026-12-09'],
      )
    }
    const due = await firm.colleague.call(prospects.list, { query: { dueBy: '2026-12-05' } })
    expect(due.total).toBe(2)
  })

  it('is contacted as soon as a contact reached it, by whatever page it was written down', async () => {
    const made = await enter(firm.am)
    const visit = await firm.am.call(careVisits.plan, {
      body: { customerId: made.customerId, kind: 'care', channel: 'phone', plannedOn: '2026-11-20' },
    })
    expect(await open(made.id)).toMatchObject({ state: 'new', followedOn: null })
    await firm.am.call(careVisits.recordOutcome, {
      params: { id: visit.id },
      version: visit.version,
      body: { outcome: 'reached', content: '约了下周见面', minutes: 10 },
    })
    expect(await open(made.id)).toMatchObject({ state: 'contacted', followedOn: '2026-11-20' })
  })

  it('is lost with a reason, stays so, and begins again as a course of its own', async () => {
    const made = await enter(firm.am, { interests: ['margin'] })
    const lost = await firm.am.call(prospects.lose, {
      params: { id: made.id },
      body: { reason: 'competitor', note: '已在别家开户' },
    })
    expect(lost).toMatchObject({ state: 'lost', lostReason: 'competitor', recallOn: null })
    const edit = firm.am.call(prospects.edit, {
      params: { id: made.id },
      version: lost.version,
      body: { state: 'qualified' },
    })
    expect(await refusalOf(edit)).toMatchObject({ status: 409, code: 'prospect.over' })
    const again = await firm.am.call(prospects.reopen, { params: { id: made.id } })
    expect(again).toMatchObject({ state: 'new', interests: ['margin'], customerId: made.customerId })
    const twice = firm.am.call(prospects.reopen, { params: { id: made.id } })
    expect(await refusalOf(twice)).toMatchObject({ status: 409, code: 'prospect.runs' })
  })

  it('is changed from the version that was read only', async () => {
    const made = await enter(firm.am)
    const change = (version: number) =>
      firm.am.call(prospects.edit, { params: { id: made.id }, version, body: { state: 'qualified' } })
    const changed = await change(made.version)
    expect(changed).toMatchObject({ state: 'qualified', version: made.version + 1 })
    expect(await refusalOf(change(made.version))).toMatchObject({ status: 412 })
  })
})

describe('conversion', () => {
  it('makes the same record a customer with all its history, and closes the course, once', async () => {
    const made = await enter(firm.am, { name: '蔡文姬' })
    const visit = await firm.am.call(careVisits.plan, {
      body: { customerId: made.customerId, kind: 'care', channel: 'phone', plannedOn: '2026-11-20' },
    })
    const convert = () =>
      firm.am.call(prospects.convert, {
        params: { id: made.id },
        body: { identification: document(), customerNo: 'P-100001', openedOn: '2026-11-20' },
      })
    expect(await convert()).toMatchObject({ state: 'converted', customerNo: 'P-100001', channel: { code: 'phone' } })
    const customer = await firm.am.call(customers.open, { params: { id: made.customerId } })
    expect(customer).toMatchObject({ lifecycle: 'active', openedOn: '2026-11-20', customerNo: 'P-100001' })
    expect((await firm.am.call(careVisits.open, { params: { id: visit.id } })).customer.id).toBe(customer.id)
    expect((await firm.am.call(customers.list, { query: { q: '100001' } })).total).toBe(1)
    expect(await refusalOf(convert())).toMatchObject({ status: 409, code: 'prospect.over' })
  })

  it('asks for a document where there is none, and says at the field what is wrong with it', async () => {
    const made = await enter(firm.am)
    const convert = (identification: ReturnType<typeof document> | null) =>
      refusalOf(firm.am.call(prospects.convert, { params: { id: made.id }, body: { identification } }))
    expect(await convert(null)).toMatchObject({ status: 422, errors: [{ field: 'identification.number' }] })
    expect(await convert({ type: 'resident-id', number: '110101199003071234' })).toMatchObject({
      status: 400,
      errors: [{ field: 'identification.number' }],
    })
    expect(await open(made.id)).toMatchObject({ state: 'new' })
    await firm.am.call(identifications.add, { params: { id: made.customerId }, body: document() })
    expect(await convert(null)).toBeNull()
  })

  it('of many at once happens once', async () => {
    const made = await enter(firm.am)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        refusalOf(firm.am.call(prospects.convert, { params: { id: made.id }, body: { identification: document() } })),
      ),
    )
    expect(answers.filter((answer) => answer === null)).toHaveLength(1)
    expect((await firm.am.call(identifications.list, { params: { id: made.customerId } })).items).toHaveLength(1)
  })

  it('into a customer who is there already is a merge: the course goes along, closed as converted', async () => {
    const made = await enter(firm.am)
    const customer = await firm.customerOf(firm.am)
    const version = await versionOf(firm.bm, customer.id)
    const mergedVersion = await versionOf(firm.bm, made.customerId)
    await firm.bm.call(customerMerges.merge, {
      params: { id: customer.id },
      version,
      body: { mergedId: made.customerId, mergedVersion, reason: '同一人' },
    })
    expect(await open(made.id)).toMatchObject({ state: 'converted', customerId: customer.id })
  })

  it('of a prospect merged into another prospect is none: the second was the same', async () => {
    const [first, second] = [await enter(firm.am), await enter(firm.am)]
    await firm.bm.call(customerMerges.merge, {
      params: { id: first.customerId },
      version: await versionOf(firm.bm, first.customerId),
      body: {
        mergedId: second.customerId,
        mergedVersion: await versionOf(firm.bm, second.customerId),
        reason: '同一人',
      },
    })
    expect(await open(second.id)).toMatchObject({
      state: 'lost',
      lostReason: 'duplicate',
      customerId: first.customerId,
    })
    expect(await open(first.id)).toMatchObject({ state: 'new' })
  })
})

describe('a partner', () => {
  it('has the prospects that came by it counted, and whom to ask only for who looks after partners', async () => {
    const way = {
      kind: 'partner' as const,
      name: 'Bank',
      nameZh: '合作银行',
      contactName: '李经理',
      contact: '13900000001',
    }
    const added = await firm.ho.call(prospectChannels.add, { body: { code: 'bank-1', ...way } })
    expect(added).toMatchObject({ contact: '13900000001', prospects: 0 })
    const taken = firm.ho.call(prospectChannels.add, { body: { code: 'bank-1', ...way } })
    expect(await refusalOf(taken)).toMatchObject({ status: 409, errors: [{ field: 'code' }] })
    const made = await enter(firm.am, { channelId: added.id })
    await enter(firm.am, { channelId: added.id })
    await firm.am.call(prospects.convert, { params: { id: made.id }, body: { identification: document() } })
    expect(await channelOf(firm.am, 'bank-1')).toMatchObject({
      prospects: 2,
      converted: 1,
      contact: null,
      contactName: null,
    })
    expect(await channelOf(firm.stranger, 'bank-1')).toMatchObject({ prospects: 0 })
    const [row] = await api.make((db) =>
      db.rows<{ sealed: string }>(
        'sealed',
        `select contact_sealed as sealed from prospect_channels where code = 'bank-1'`,
        [],
      ),
    )
    expect(row!.sealed).not.toContain('13900000001')
  })
})
