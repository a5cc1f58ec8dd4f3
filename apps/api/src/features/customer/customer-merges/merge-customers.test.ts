import { auditEvents } from '@rapport/contract/administration/audit-events'
import { contactPoints } from '@rapport/contract/customer/contact-points'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { identifications } from '@rapport/contract/customer/identifications'
import { timeline } from '@rapport/contract/customer/timeline'
import { makeAccount, makeProfile, makeSecurity, makeTrade, makeVisit } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkChangedCustomers } from '#features/customer/customer-findings/check-customers.ts'
import { type Firm, makeFirm, refusalOf, residentId } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { makeApproval } from '#http/testing-world-approvals.ts'
import { makeAssessment } from '#http/testing-world-assessments.ts'
import { makeCallBack } from '#http/testing-world-call-backs.ts'
import { makeCall } from '#http/testing-world-calls.ts'
import { makeCampaigns } from '#http/testing-world-campaigns.ts'
import { makeCase } from '#http/testing-world-cases.ts'
import { makeMessagesOf } from '#http/testing-world-messages.ts'
import { makeMoment } from '#http/testing-world-moments.ts'
import { makeOwnPlan } from '#http/testing-world-plans.ts'
import { makeProspect } from '#http/testing-world-prospects.ts'
import { makeRecommendation } from '#http/testing-world-recommendations.ts'
import { makeServiceAnswer } from '#http/testing-world-service-answers.ts'
import { makeSuitabilityCheck } from '#http/testing-world-suitability.ts'
import { makeSurveyAnswer } from '#http/testing-world-surveys.ts'
import { makeFacts } from '#http/testing-world-warehouse.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const documentOf = () => ({ type: 'resident-id' as const, number: residentId() })
type Draft = Parameters<Firm['customerOf']>[1]
const merge = (who: Client, id: string, mergedId: string, more: object = {}, version = 1) =>
  who.call(customerMerges.merge, { params: { id }, body: { mergedId, mergedVersion: 1, ...more }, version })

/** A customer of whom there is a row in every table that knows customers. */
async function everywhere(owner: Client, security: { id: string }, draft: Draft = {}) {
  const merged = await firm.customerOf(owner)
  const customer = await firm.customerOf(owner, {
    identifications: [documentOf()],
    contactPoints: [{ kind: 'mobile', value: '13800138000', preferred: true }],
    contactPersons: [{ name: '联系人', phone: '13900139000', primary: true }],
    bankCards: [{ bank: '工商银行', number: '6222021234567890123' }],
    ...draft,
  })
  await merge(firm.ho, customer.id, merged.id)
  await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    await makeProfile(db, { customer, asOf: '2026-03-02', riskLevel: 'C3' })
    const trade = { side: 'buy' as const, quantity: '100', price: '10', tradedAt: '2026-11-02T10:00:00+08:00' }
    await makeTrade(db, { customer, account, security, ...trade })
    await makeFacts(db, { customer, account, security })
    await makeVisit(db, { customer, staff: { id: owner.userId }, plannedOn: '2026-11-19' })
    const segment = await db.segment.findFirstOrThrow()
    const enteredOn = new Date('2026-11-01')
    await db.segmentMembership.createMany({ data: [{ segmentId: segment.id, customerId: customer.id, enteredOn }] })
    await db.customerReport.create({
      data: { id: newId(), customerId: customer.id, language: 'en', askedBy: owner.userId },
    })
    await makeMoment(db, customer.id)
    await makeProspect(db, customer.id)
    await makeCampaigns(db, [{ userId: owner.userId, unit: firm.branch }], segment.id, [customer])
    await makeMessagesOf(db, customer.id)
    await makeCallBack(db, customer.id)
    await makeOwnPlan(db, customer.id)
    await makeCall(db, api.product.seal, { agentId: owner.userId, customerId: customer.id })
    await makeSurveyAnswer(db, customer.id)
    await makeAssessment(db, api.product.seal, customer.id)
    await makeServiceAnswer(db, customer.id, owner.userId)
    await makeRecommendation(db, customer.id, owner.userId, await makeSuitabilityCheck(db, customer.id, owner.userId))
    await makeCase(db, { customerId: customer.id, firstHandlerId: owner.userId, handlerId: null })
    await makeApproval(db, { requesterId: owner.userId, customerId: customer.id })
    const code = { numberHash: '', addressHash: '', channel: 'sms', language: 'en' }
    await db.portalCode.create({ data: { id: newId(), customerId: customer.id, ...code } })
    await db.portalSession.create({ data: { tokenHash: newId(), customerId: customer.id } })
    await db.accountServiceRequest.create({
      data: { id: newId(), customerId: customer.id, accountId: account.id, kind: 'freeze', requestedBy: owner.userId },
    })
  })
  return customer
}

/** Columns in which an id lies, of all tables of the product; without partitions, which their parents show. */
const idColumns = () =>
  api.make((db) =>
    db.rows<{ name: string; column: string }>(
      'id-columns',
      `select n.nspname || '.' || c.relname as name, a.attname::text as column from pg_attribute a
       join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'warehouse') and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0
         and not a.attisdropped and a.atttypid = 'uuid'::regtype order by 1, 2`,
      [],
    ),
  )
/** Where this id is found, and how often. */
async function placesOf(id: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { name, column } of await idColumns()) {
    const text = `select count(*) as n from ${name} where ${column} = $1`
    const [row] = await api.make((db) => db.rows<{ n: number }>('', text, [id]))
    if (row!.n > 0) found[`${name}.${column}`] = row!.n
  }
  return found
}

describe('merging', () => {
  it('leaves nothing of the one that is gone anywhere, whatever tables there are', async () => {
    const security = await api.make((db) => makeSecurity(db))
    const gone = await everywhere(firm.am, security)
    const stays = await everywhere(firm.stranger, security, { contactPoints: [], contactPersons: [] })
    while (await checkChangedCustomers(api.product));
    await firm.bm.call(contactPoints.add, { params: gone, body: { kind: 'email', value: 'a@example.com' } })
    const tables = (await idColumns()).filter(({ column }) => column === 'customer_id').map(({ name }) => name)
    const before = await placesOf(gone.id)
    // A new table of customers is in neither: it needs a row in `everywhere`, and its place in the migration.
    expect(Object.keys(before).filter((place) => place.endsWith('.customer_id'))).toEqual(
      tables.map((name) => `${name}.customer_id`),
    )
    expect(tables.length).toBeGreaterThan(30)

    const { version } = await firm.ho.call(customers.open, { params: gone })
    const survivor = await firm.ho.call(customers.open, { params: stays })
    await merge(firm.ho, stays.id, gone.id, { mergedVersion: version }, survivor.version)
    expect(Object.keys(await placesOf(gone.id))).toEqual([
      // The trail tells what was; nothing in it is ever changed.
      'public.audit_events.customer_id',
      'public.audit_events.object_id',
      // Who was drawn from the seed, so that the sample can be drawn again.
      'public.call_backs.origin_id',
      // That they are one.
      'public.customer_merges.merged_id',
      // Who began a plan, so that a joining begins it once.
      'public.customer_plans.origin_id',
      'public.customers.id',
      'public.relationship_assignments.came_from',
      // Who was checked, as the proof says.
      'public.suitability_checks.origin_id',
      'warehouse.customer_versions.id',
    ])
  })

  it('keeps the children of both, and says once what both say', async () => {
    const shared = documentOf()
    const mobile = { kind: 'mobile' as const, value: '13811112222' }
    const gone = await firm.customerOf(firm.am, {
      identifications: [
        { ...shared, issuer: '上海市公安局' },
        { type: 'passport', number: 'E12345678' },
      ],
      contactPoints: [mobile, { kind: 'email', value: 'wang@example.com', preferred: true }],
    })
    const stays = await firm.customerOf(firm.colleague, {
      identifications: [shared],
      contactPoints: [mobile, { kind: 'email', value: 'li@example.com', preferred: true }],
    })
    await merge(firm.bm, stays.id, gone.id)
    const documents = (await firm.co.call(identifications.list, { params: stays })).items
    expect(documents.map(({ number, issuer }) => [number, issuer])).toEqual(
      expect.arrayContaining([
        [shared.number, '上海市公安局'],
        ['E12345678', null],
      ]),
    )
    expect(documents).toHaveLength(2)
    const points = (await firm.co.call(contactPoints.list, { params: stays })).items
    expect(points.map(({ value, preferred }) => `${value} ${preferred}`).sort()).toEqual([
      '13811112222 false',
      'li@example.com true',
      'wang@example.com false',
    ])
  })

  it('takes the fields that were chosen from the other, and the tags of both', async () => {
    const gone = await firm.customerOf(firm.am, {
      name: '王小明',
      occupation: '医生',
      birthOn: '1980-01-02',
      tags: ['a', 'b'],
    })
    const stays = await firm.customerOf(firm.am, { name: '王晓明', occupation: '教师', tags: ['b', 'c'], note: '常来' })
    const became = await merge(firm.bm, stays.id, gone.id, { take: ['name', 'birthOn'] })
    expect(became).toMatchObject({
      customerNo: stays.customerNo,
      name: '王小明',
      birthOn: '1980-01-02',
      occupation: '教师',
      note: '常来',
      tags: ['b', 'c', 'a'],
    })
    expect((await firm.am.call(customers.list, { query: { q: 'wangxiaoming' } })).items.map(({ id }) => id)).toContain(
      stays.id,
    )
  })

  it('lets the number of the one that is gone mean the other, in look-up and search', async () => {
    const gone = await firm.customerOf(firm.am, { customerNo: 'OLD-77001' })
    const stays = await firm.customerOf(firm.am)
    await merge(firm.bm, stays.id, gone.id)
    const found = await firm.am.call(customers.lookUp, { body: { number: 'OLD-77001' } })
    expect(found.items.map(({ id }) => id)).toEqual([stays.id])
    for (const who of [firm.am, firm.ho])
      expect((await who.call(customers.list, { query: { q: '77001' } })).items.map(({ id }) => id)).toEqual([stays.id])
    // Also under a new name, which makes its search keys anew.
    const { version } = await firm.am.call(customers.open, { params: stays })
    await firm.am.call(customers.edit, { params: stays, body: { name: '新名字' }, version })
    expect((await firm.am.call(customers.list, { query: { q: '77001' } })).total).toBe(1)
    expect(await refusalOf(firm.am.call(customers.open, { params: gone }))).toMatchObject({ status: 404 })
  })

  it('can be read on the time line and in the trail: who merged whom, when and why', async () => {
    const gone = await firm.customerOf(firm.am, { name: '赵六' })
    const stays = await firm.customerOf(firm.am)
    await merge(firm.bm, stays.id, gone.id, { reason: '同一证件' })
    const { items } = await firm.am.call(timeline.list, { params: stays, query: { kind: 'customer' } })
    expect(items.find(({ facts }) => facts.event === 'merged')?.facts).toMatchObject({
      name: '赵六',
      number: gone.customerNo,
      reason: '同一证件',
      by: expect.stringMatching(/员工/),
    })
    // What was the other's history of owners is no hand-over of this one.
    expect((await firm.am.call(timeline.list, { params: stays, query: { kind: 'hand-over' } })).items).toEqual([])
    const trail = await firm.co.call(auditEvents.list, { query: { customer: stays.id, limit: '200' } })
    expect(trail.items).toContainEqual(
      expect.objectContaining({ objectType: 'customer_merges', action: 'insert', reason: '同一证件' }),
    )
  })

  it('is refused for the same customer, for one out of sight, for two kinds, for what was changed meanwhile', async () => {
    const [one, other, far] = [
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.stranger),
    ]
    const firmed = await firm.customerOf(firm.am, { kind: 'organisation' })
    expect(await refusalOf(merge(firm.bm, one.id, one.id))).toMatchObject({
      status: 422,
      errors: [{ field: 'mergedId', code: 'customer.merge-itself' }],
    })
    expect(await refusalOf(merge(firm.bm, one.id, far.id))).toEqual({ status: 404, code: 'not-found' })
    expect(await refusalOf(merge(firm.bm, far.id, one.id))).toEqual({ status: 404, code: 'not-found' })
    expect(await refusalOf(merge(firm.bm, one.id, firmed.id))).toMatchObject({
      status: 409,
      code: 'customer.merge-kinds',
    })
    expect(await refusalOf(merge(firm.bm, one.id, other.id, {}, 2))).toMatchObject({ status: 412 })
    expect(await refusalOf(merge(firm.bm, one.id, other.id, { mergedVersion: 2 }))).toMatchObject({ status: 412 })
    expect(await refusalOf(merge(firm.am, one.id, other.id))).toMatchObject({ status: 403 })
    // Nothing of all this has happened.
    expect((await placesOf(other.id))['public.customer_merges.merged_id']).toBeUndefined()
  })

  it('is not taken back by bringing the one that is gone back', async () => {
    const [stays, gone] = [await firm.customerOf(firm.am), await firm.customerOf(firm.am)]
    await merge(firm.bm, stays.id, gone.id)
    expect(await refusalOf(firm.bm.call(customers.restore, { params: gone }))).toMatchObject({
      status: 409,
      code: 'customer.merged',
    })
    // Who was merged into the one that is merged now is found at the last.
    const last = await firm.customerOf(firm.am)
    const { version } = await firm.bm.call(customers.open, { params: stays })
    await merge(firm.bm, last.id, stays.id, { mergedVersion: version })
    const found = await firm.bm.call(customers.lookUp, { body: { number: gone.customerNo } })
    expect(found.items.map(({ id }) => id)).toEqual([last.id])
  })

  it('shows two beside each other, masked by clearance, and only where both are in sight', async () => {
    const mobile = '13877776666'
    const [one, other] = [
      await firm.customerOf(firm.am, { contactPoints: [{ kind: 'mobile', value: mobile }] }),
      await firm.customerOf(firm.am, { identifications: [documentOf()] }),
    ]
    const compared = await firm.bm.call(customerMerges.compare, { query: { one: one.id, other: other.id } })
    expect(compared.one.contactPoints[0]!.value).toMatch(/^138\*+6666$/)
    expect(compared.other.identifications[0]!.number).toContain('*')
    const far = await firm.customerOf(firm.stranger)
    const across = firm.bm.call(customerMerges.compare, { query: { one: one.id, other: far.id } })
    expect(await refusalOf(across)).toMatchObject({ status: 404 })
  })
})
