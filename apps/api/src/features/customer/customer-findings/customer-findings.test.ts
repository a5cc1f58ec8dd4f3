import { auditEvents } from '@rapport/contract/administration/audit-events'
import { customerFindings, type DuplicateSign, type FindingQuery } from '@rapport/contract/customer/customer-findings'
import { customers } from '@rapport/contract/customer/customers'
import { makeAccount } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, residentId, versionOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { checkChangedCustomers } from './check-customers.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

type Draft = NonNullable<Parameters<Firm['customerOf']>[1]>
let fresh = 0
/** A customer of whom nothing is missing or wrong, and who is like nobody else. */
const sound = (owner: Client, draft: Draft = {}) => {
  fresh++
  const birthOn = `19${60 + (fresh % 30)}-03-07`
  return firm.customerOf(owner, {
    name: `独${String.fromCharCode(0x4e00 + fresh * 7)}${fresh}`,
    gender: 'male',
    birthOn,
    identifications: [{ type: 'resident-id', number: residentId(birthOn) }],
    contactPoints: [{ kind: 'mobile', value: `1360000${String(1000 + fresh)}` }],
    ...draft,
  })
}
const settle = async () => {
  while (await checkChangedCustomers(api.product));
}
const found = async (who: Client, query: Partial<Record<keyof FindingQuery, string>> = {}) => {
  await settle()
  return (await who.call(customerFindings.list, { query: query as never })).items
}
const pairOf = async (who: Client, one: { id: string }) =>
  (await found(who, { customer: one.id, kind: 'duplicate' }))[0]

describe('two records that may be one person', () => {
  const number = residentId('1975-01-01')
  const document = { identifications: [{ type: 'resident-id' as const, number }], birthOn: '1975-01-01' }
  const mobile = { contactPoints: [{ kind: 'mobile' as const, value: '13911110001' }] }
  it.each<[string, Draft, Draft, DuplicateSign[], boolean]>([
    ['one document', document, document, ['document'], true],
    ['one number', { customerNo: 'SAME-1' }, { customerNo: 'SAME-1' }, ['customer-no'], true],
    ['a mobile and a name', { ...mobile, name: '钱同' }, { ...mobile, name: '钱同' }, ['mobile-name'], true],
    [
      'a name and a birth date',
      { name: '孙同', birthOn: '1970-02-03', identifications: [] },
      { name: '孙同', birthOn: '1970-02-03', identifications: [] },
      ['name-birth'],
      false,
    ],
    [
      'a bank card',
      { bankCards: [{ bank: 'ICBC', number: '6222021234567890' }] },
      { bankCards: [{ bank: 'ICBC', number: '6222021234567890' }] },
      ['bank-card'],
      false,
    ],
  ])('are alike by %s', async (_, one, other, signs, certain) => {
    const [first, second] = [await sound(firm.am, one), await sound(firm.colleague, other)]
    expect(await pairOf(firm.bm, first)).toMatchObject({
      code: 'same-person',
      signs,
      certain,
      customer: { id: first.id },
      other: { id: second.id },
    })
  })

  it('are alike by the sound of a name and the end of an account number, or by a mobile alone', async () => {
    const [one, other] = [await sound(firm.am, { name: '李丽' }), await sound(firm.am, { name: '李莉' })]
    await api.make((db) => makeAccount(db, { customer: one, number: '100200771234' }))
    await api.make((db) => makeAccount(db, { customer: other, number: '990055661234' }))
    expect(await pairOf(firm.bm, one)).toMatchObject({ signs: ['name-account'], certain: false })
    const shared = { contactPoints: [{ kind: 'mobile' as const, value: '13911110099' }] }
    const wife = await sound(firm.am, shared)
    await sound(firm.am, shared)
    expect(await pairOf(firm.bm, wife)).toMatchObject({ signs: ['mobile'], certain: false })
  })

  it('are not alike where a number is everybody’s, the kinds differ or one was removed', async () => {
    const everybodys = { contactPoints: [{ kind: 'mobile' as const, value: '13911119999' }] }
    const many = await Promise.all(Array.from({ length: 22 }, () => sound(firm.am, everybodys)))
    expect(await pairOf(firm.bm, many[0]!)).toBeUndefined()
    const person = await sound(firm.am, { contactPoints: [{ kind: 'mobile', value: '13911118888' }] })
    await sound(firm.am, {
      kind: 'organisation',
      gender: null,
      birthOn: null,
      contactPoints: [{ kind: 'mobile', value: '13911118888' }],
    })
    expect(await pairOf(firm.bm, person)).toBeUndefined()
    const [stays, goes] = [
      await sound(firm.am, { customerNo: 'SAME-2' }),
      await sound(firm.am, { customerNo: 'SAME-2' }),
    ]
    expect(await pairOf(firm.bm, stays)).toBeDefined()
    await firm.am.call(customers.remove, { params: goes, version: 1 })
    // Out of sight at once, and gone when somebody has looked.
    expect((await firm.bm.call(customerFindings.list, { query: { customer: stays.id } })).items).toEqual([])
    expect(await pairOf(firm.bm, stays)).toBeUndefined()
  })

  it('are told to whoever sees both, and to nobody else', async () => {
    const [here, there] = [
      await sound(firm.am, { customerNo: 'WALL-1' }),
      await sound(firm.stranger, { customerNo: 'WALL-1' }),
    ]
    for (const who of [firm.am, firm.bm, firm.stranger]) expect(await pairOf(who, here)).toBeUndefined()
    for (const who of [firm.ho, firm.co])
      expect(await pairOf(who, here)).toMatchObject({ customer: { id: here.id }, other: { id: there.id } })
    // Given to the same branch, they are its own to see.
    await firm.ho.call(customers.handOver, {
      params: there,
      version: 1,
      body: { ownerId: firm.colleague.userId, reason: '调整' },
    })
    expect(await pairOf(firm.bm, here)).toBeDefined()
    expect(await pairOf(firm.am, here)).toBeUndefined()
  })

  it('stay apart once somebody said that they are not the same: who, when and why', async () => {
    const shared = { name: '周同', birthOn: '1971-02-03', identifications: [] }
    const [one] = [await sound(firm.am, shared), await sound(firm.am, shared)]
    const pair = (await pairOf(firm.bm, one))!
    const dismissed = await firm.bm.call(customerFindings.dismiss, {
      params: pair,
      version: pair.version,
      body: { note: '孪生兄弟' },
    })
    expect(dismissed).toMatchObject({
      state: 'dismissed',
      note: '孪生兄弟',
      decidedBy: expect.stringMatching(/员工/),
      decidedAt: '2026-11-20T02:00:00.000Z',
    })
    // Also after they were looked at anew.
    await firm.am.call(customers.edit, { params: one, body: { gender: 'female' }, version: 1 })
    expect(await pairOf(firm.bm, one)).toBeUndefined()
    expect((await found(firm.bm, { customer: one.id, state: 'dismissed' })).map(({ id }) => id)).toEqual([pair.id])
    const trail = await firm.co.call(auditEvents.list, { query: { objectId: pair.id } })
    expect(trail.items[0]).toMatchObject({ action: 'update', reason: '孪生兄弟' })
    // It is taken back by the version that it has.
    const stale = firm.bm.call(customerFindings.reopen, { params: pair, version: pair.version })
    expect(await refusalOf(stale)).toMatchObject({ status: 412 })
    await firm.bm.call(customerFindings.reopen, { params: pair, version: dismissed.version })
    expect(await pairOf(firm.bm, one)).toMatchObject({ id: pair.id, state: 'open', note: null })
  })
})

it('a change is looked at once, however many records of the customer it touched', async () => {
  await settle()
  await sound(firm.am, { bankCards: [{ bank: 'ICBC', number: '6222021234567777' }] })
  const marks = () => api.make((db) => db.rows<{ n: number }>('', 'select count(*) as n from customer_checks_due', []))
  expect((await marks())[0]!.n).toBeGreaterThan(2)
  expect(await checkChangedCustomers(api.product)).toBe(true)
  expect((await marks())[0]!.n).toBe(0)
  expect(await checkChangedCustomers(api.product)).toBe(false)
})

describe('gaps and wrong formats', () => {
  const codesOf = async (customer: { id: string }) =>
    (await found(firm.bm, { customer: customer.id })).map(({ code }) => code).sort()

  it('are found in what lies sealed, and go when they are mended', async () => {
    const customer = await sound(firm.am, {
      identifications: [{ type: 'resident-id', number: '110105194912310021' }],
      contactPoints: [{ kind: 'email', value: 'nobody@nowhere' }],
    })
    expect(await codesOf(customer)).toEqual(['email-wrong', 'identification-wrong', 'mobile-missing'])
    await api.make((db) => db.contactPoint.deleteMany({ where: { customerId: customer.id } }))
    expect(await codesOf(customer)).toEqual(['identification-wrong', 'mobile-missing'])
  })

  it('tell of an assessment from the day on which it has run out', async () => {
    const profile = (validTo: string) => ({ profile: { asOf: '2024-11-01', riskLevel: 'C3' as const, validTo } })
    expect(await codesOf(await sound(firm.am, profile('2026-11-19')))).toEqual(['assessment-expired'])
    expect(await codesOf(await sound(firm.am, profile('2026-11-20')))).toEqual([])
  })

  it('cannot be said to be no duplicate', async () => {
    const customer = await sound(firm.am, { birthOn: null })
    const [gap] = await found(firm.bm, { customer: customer.id })
    const call = firm.bm.call(customerFindings.dismiss, { params: gap!, version: 1, body: { note: 'x' } })
    expect(await refusalOf(call)).toMatchObject({ status: 409, code: 'finding.not-a-pair' })
  })
})

describe('who keeps it in order', () => {
  it('is the account manager, else whoever looks after the branch, else whom it is given to', async () => {
    const mine = await sound(firm.am, { birthOn: null })
    const [gap] = await found(firm.bm, { customer: mine.id })
    expect(gap).toMatchObject({ keeper: { id: firm.am.userId }, keeperBy: 'account-manager' })
    expect((await found(firm.am, { mine: 'true', customer: mine.id })).length).toBe(1)

    const nobodys = await sound(firm.am)
    await api.make((db) => db.customer.update({ where: { id: nobodys.id }, data: { ownerId: null } }))
    const [without] = await found(firm.bm, { customer: nobodys.id, code: 'owner-missing' })
    expect(without).toMatchObject({ keeper: { id: firm.bm.userId }, keeperBy: 'branch' })
    for (const [who, ids] of [
      [firm.bm, [without!.id]],
      [firm.ho, []],
    ] as const)
      expect((await found(who, { mine: 'true', customer: nobodys.id })).map(({ id }) => id)).toEqual(ids)

    const given = { params: gap!, version: gap!.version }
    const assigned = await firm.ho.call(customerFindings.assign, { ...given, body: { userId: firm.bm.userId } })
    expect(assigned).toMatchObject({ keeper: { id: firm.bm.userId }, keeperBy: 'assigned' })
    expect(await found(firm.am, { mine: 'true', customer: mine.id })).toEqual([])
    // Found again it is still theirs, and given back it is the account manager's.
    await firm.am.call(customers.edit, {
      params: mine,
      body: { gender: null },
      version: await versionOf(firm.am, mine.id),
    })
    expect((await found(firm.bm, { customer: mine.id }))[0]).toMatchObject({ keeperBy: 'assigned' })
    const back = { params: gap!, version: assigned.version, body: { userId: null } }
    expect(await firm.bm.call(customerFindings.assign, back)).toMatchObject({ keeperBy: 'account-manager' })
  })

  it('is only somebody who sees the customer', async () => {
    const mine = await sound(firm.am, { birthOn: null })
    const [gap] = await found(firm.bm, { customer: mine.id })
    const { items } = await firm.bm.call(customerFindings.keepers, { params: gap! })
    expect(items.map(({ id }) => id).sort()).toEqual(
      [firm.am, firm.bm, firm.ho, firm.co].map(({ userId }) => userId).sort(),
    )
    for (const { userId } of [firm.colleague, firm.stranger, firm.admin])
      expect(
        await refusalOf(firm.bm.call(customerFindings.assign, { params: gap!, version: 1, body: { userId } })),
      ).toMatchObject({
        status: 422,
        errors: [{ field: 'userId', code: 'keeper.unfit' }],
      })
  })
})

describe('counts by branch', () => {
  it('are what the list has, for everybody; a pair across two branches is in both', async () => {
    await sound(firm.am, { customerNo: 'WALL-9' })
    await sound(firm.stranger, { customerNo: 'WALL-9', birthOn: null })
    await settle()
    for (const who of [firm.am, firm.stranger, firm.bm, firm.ho, firm.co]) {
      const { items } = await who.call(customerFindings.counts, {})
      for (const { unit, counts } of items)
        for (const { code, certain, count } of counts) {
          const query = { unit: unit.id, code, certain: String(certain) } as never
          const { total } = await who.call(customerFindings.list, { query })
          expect([unit.name, code, total]).toEqual([unit.name, code, count])
        }
      expect(items.map(({ unit }) => unit.id)).toContain(who === firm.stranger ? firm.elsewhere.id : firm.branch.id)
      expect(items.length).toBe(who === firm.ho || who === firm.co ? 2 : 1)
    }
  })

  it('are read page by page, each finding once', async () => {
    const whole = await found(firm.ho)
    const pages: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page: { items: { id: string }[]; next: string | null } = await firm.ho.call(customerFindings.list, {
        query: { limit: '3', ...(after && { after }) },
      })
      pages.push(...page.items.map(({ id }) => id))
      after = page.next
    }
    expect(pages).toEqual(whole.map(({ id }) => id))
    expect(new Set(pages).size).toBe(pages.length)
  })
})
