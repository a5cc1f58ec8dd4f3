import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { serviceLevels } from '@rapport/contract/service/service-levels'
import { servicePlans } from '@rapport/contract/service/service-plans'
import { tasks } from '@rapport/contract/service/tasks'
import { asViewer } from '@rapport/database/as-viewer'
import { builtInRoles } from '@rapport/database/factories/roles'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordAs, refusalOf, startAs } from '#features/service/tasks/testing.ts'
import { aStep, type PlansFirm, startPlans } from './testing.ts'

let firm: PlansFirm
beforeAll(async () => {
  firm = await startPlans()
})
afterAll(() => firm.api.close())
beforeEach(() => firm.at('2026-11-20T02:00:00Z'))

const told = (steps: { title: string; day: string; state: string }[]) =>
  steps.map(({ title, day, state }) => `${title} ${day} ${state}`)

describe('a plan by hand', () => {
  it('makes each step a task on its day, for the manager or for whoever takes it, and is over when all are done', async () => {
    const of = await firm.customer()
    const { id } = await firm.plan({
      steps: [aStep(), aStep({ name: 'Look', nameZh: '回顾', offsetDays: 3, doneBy: 'pool', skill: 'english' })],
    })
    const started = await firm.start(of, id)
    expect(started).toMatchObject({ cause: 'hand', startedOn: '2026-11-20', number: 1, nextOn: '2026-11-20', open: 0 })
    expect(started.next.map(({ nameZh, on }) => [nameZh, on])).toEqual([
      ['欢迎电话', '2026-11-20'],
      ['回顾', '2026-11-23'],
    ])
    await firm.look()
    await firm.look()
    const [first] = await firm.steps(of)
    expect(await firm.steps(of)).toEqual([
      { ...first, title: '欢迎电话', state: 'assigned', assignee: firm.am.userId, late: false },
    ])
    // Of one working day: until service closes on the next one, Monday.
    expect(await firm.am.call(tasks.open, { params: first! })).toMatchObject({ dueAt: '2026-11-23T09:30:00.000Z' })
    await recordAs(firm.am, first!.id)
    firm.at('2026-11-23T02:00:00Z')
    await firm.look()
    const [, second] = await firm.steps(of)
    expect(second).toMatchObject({ title: '回顾', day: '2026-11-23', state: 'waiting', assignee: null })
    expect(await firm.plansOf(of)).toMatchObject([{ open: 1, done: 1, nextOn: null, endedOn: null, next: [] }])
    await firm.bm.call(tasks.cancel, { params: second!, body: { reason: '客户已转出' } })
    expect(await firm.plansOf(of)).toMatchObject([{ endReason: 'finished', open: 0 }])
  })

  it('comes again every so many days, so many times; of what was missed the last is made up for, and not charged', async () => {
    const of = await firm.customer()
    const { id } = await firm.plan({ steps: [aStep({ offsetDays: 2, everyDays: 7, times: 3 })] })
    await firm.start(of, id)
    await firm.look()
    expect(await firm.steps(of)).toEqual([])
    firm.at('2026-12-01T02:00:00Z')
    await firm.look()
    expect(await firm.steps(of)).toMatchObject([{ day: '2026-11-29', late: true }])
    expect(await firm.plansOf(of)).toMatchObject([{ nextOn: '2026-12-06', overdue: 0 }])
    firm.at('2027-03-01T02:00:00Z')
    await firm.look()
    expect((await firm.steps(of)).map(({ day }) => day)).toEqual(['2026-11-29', '2026-12-06'])
    expect(await firm.plansOf(of)).toMatchObject([{ nextOn: null, open: 2, overdue: 1 }])
  })

  it('ends by hand with a reason: what nobody has begun is cancelled, what somebody has stays', async () => {
    const of = await firm.customer()
    const { id } = await firm.plan({
      steps: [aStep(), aStep({ nameZh: '问卷' }), aStep({ nameZh: '以后', offsetDays: 30 })],
    })
    const { id: member } = await firm.start(of, id)
    await firm.look()
    const begun = (await firm.steps(of)).find(({ title }) => title === '问卷')!
    await startAs(firm.am, begun.id)
    const end = () => firm.am.call(servicePlans.end, { params: { id: member }, body: { reason: '客户不愿再接电话' } })
    expect(await end()).toMatchObject({ endReason: 'hand', endedOn: '2026-11-20', nextOn: null, next: [], open: 1 })
    expect(told(await firm.steps(of)).toSorted()).toEqual(
      ['欢迎电话 2026-11-20 cancelled', '问卷 2026-11-20 started'].toSorted(),
    )
    expect(await refusalOf(end())).toEqual([409, 'service-plan.ended'])
    const cancelled = (await firm.steps(of)).find(({ state }) => state === 'cancelled')!
    const { items } = await firm.am.call(tasks.history, { params: cancelled })
    expect(items.at(-1)).toMatchObject({ what: 'cancelled', note: '客户不愿再接电话' })
    firm.at('2027-01-20T02:00:00Z')
    await firm.look()
    expect(await firm.steps(of)).toHaveLength(2)
  })

  it('is made for one customer by their manager, and is nobody’s who does not see them', async () => {
    const of = await firm.customer()
    const body = { name: 'Own', nameZh: '专属', startsOn: '2026-11-25', steps: [aStep()] }
    const made = await firm.am.call(servicePlans.makeFor, { params: of, body })
    expect(made).toMatchObject({ startedOn: '2026-11-25', plan: { nameZh: '专属', of: 'customer' } })
    const open = (who = firm.am) => who.call(servicePlans.open, { params: made.plan })
    expect(await open()).toMatchObject({ of: 'customer', mayEdit: true, customer: { id: of.id } })
    expect(await refusalOf(open(firm.other))).toEqual([404, 'not-found'])
    expect((await firm.ho.call(servicePlans.list)).items.map(({ id }) => id)).not.toContain(made.plan.id)
    const stranger = await firm.customer(firm.other)
    expect(await refusalOf(firm.am.call(servicePlans.makeFor, { params: stranger, body }))).toEqual([404, 'not-found'])
    // Nor is it started for somebody else.
    expect(await refusalOf(firm.start(await firm.customer(), made.plan.id))).toEqual([422, 'service-plan.unknown'])
  })

  it('is refused twice, from yesterday, and once it is closed; whoever is in goes on', async () => {
    const of = await firm.customer()
    const plan = await firm.plan({ steps: [aStep({ offsetDays: 1 })] })
    expect(await refusalOf(firm.start(of, plan.id, '2026-11-19'))).toEqual([422, 'service-plan.start-gone'])
    await firm.start(of, plan.id)
    expect(await refusalOf(firm.start(of, plan.id))).toEqual([409, 'service-plan.already-in'])
    await firm.ho.call(servicePlans.close, { params: plan, version: plan.version })
    expect(await refusalOf(firm.start(await firm.customer(), plan.id))).toEqual([422, 'service-plan.closed'])
    firm.at('2026-11-21T02:00:00Z')
    await firm.look()
    expect(await firm.steps(of)).toHaveLength(1)
  })
})

describe('versions', () => {
  it('hold for whoever starts after them; who is in goes on with theirs', async () => {
    const [before, after] = [await firm.customer(), await firm.customer()]
    const plan = await firm.plan({ steps: [aStep({ offsetDays: 1 })] })
    await firm.start(before, plan.id)
    const changed = await firm.ho.call(servicePlans.addVersion, {
      params: plan,
      body: { steps: [aStep({ nameZh: '新的一步', offsetDays: 1 })] },
    })
    expect(changed.versions.map(({ number, members }) => [number, members])).toEqual([
      [2, 0],
      [1, 1],
    ])
    await firm.start(after, plan.id)
    firm.at('2026-11-21T02:00:00Z')
    await firm.look()
    expect((await firm.steps(before)).map(({ title }) => title)).toEqual(['欢迎电话'])
    expect((await firm.steps(after)).map(({ title }) => title)).toEqual(['新的一步'])
  })

  it('are written by whose plan it is: the firm’s by head office, a unit’s by its leader, none of many by a manager', async () => {
    const branch = await firm.plan({}, firm.bm)
    expect(branch).toMatchObject({ of: 'unit', unit: { id: firm.branch.id }, mayEdit: true })
    const firms = await firm.plan()
    const version = (who = firm.bm, id = firms.id) =>
      who.call(servicePlans.addVersion, { params: { id }, body: { steps: [aStep()] } })
    expect(await refusalOf(version())).toEqual([403, 'service-plan.of-others'])
    expect(await refusalOf(version(firm.am, branch.id))).toEqual([403, 'service-plan.of-others'])
    expect((await version(firm.rm, branch.id)).number).toBe(2)
    expect(await refusalOf(firm.plan({}, firm.am))).toEqual([403, 'service-plan.of-one-customer'])
    const level = await firm.aLevel()
    expect(await refusalOf(firm.plan({ starts: 'level', levelId: level.id }, firm.bm))).toEqual([
      403,
      'service-plan.of-the-firm',
    ])
    // Also past the verbs: the database itself refuses.
    const write = asViewer(
      firm.api.product.connections,
      {
        id: firm.bm.userId,
        scope: 'units',
        units: [firm.branch.id],
        clearance: [],
        permissions: builtInRoles['branch-manager'].permissions,
      },
      { readOnly: false },
      (db) =>
        db.rows('', 'insert into service_plan_versions (id, plan_id, number) values (uuid_v7(), $1, 9)', [firms.id]),
    )
    await expect(write).rejects.toThrow(/row-level security/)
  })
})

describe('a level', () => {
  it('starts its plans for whoever enters its segment, once a joining, and ends them for whoever leaves', async () => {
    const level = await firm.aLevel()
    const of = await firm.customer()
    const there = await firm.customer()
    await firm.enters(level.segmentId, there.id, '2026-10-01')
    await firm.plan({
      starts: 'level',
      levelId: level.id,
      steps: [aStep(), aStep({ nameZh: '季度回顾', offsetDays: 90, everyDays: 90 })],
    })
    await firm.enters(level.segmentId, of.id)
    await firm.look()
    await firm.look()
    expect(await firm.plansOf(there)).toEqual([])
    expect(await firm.plansOf(of)).toMatchObject([
      { cause: 'level', startedOn: '2026-11-20', nextOn: '2027-02-18', open: 1 },
    ])
    firm.at('2026-11-24T02:00:00Z')
    await firm.leaves(level.segmentId, of.id, '2026-11-24')
    await firm.look()
    expect(await firm.plansOf(of)).toMatchObject([{ endReason: 'left', endedOn: '2026-11-24', open: 0 }])
    expect(told(await firm.steps(of))).toEqual(['欢迎电话 2026-11-20 cancelled'])
    // Back again: another joining, from its first step on.
    firm.at('2026-11-30T02:00:00Z')
    await firm.enters(level.segmentId, of.id, '2026-11-30')
    await firm.look()
    expect(await firm.plansOf(of)).toMatchObject([{ startedOn: '2026-11-30', endedOn: null }, { endReason: 'left' }])
    expect(told(await firm.steps(of))).toEqual(['欢迎电话 2026-11-20 cancelled', '欢迎电话 2026-11-30 assigned'])
    // Out and in again on one day is one joining to the segment: it begins anew all the same.
    await firm.leaves(level.segmentId, of.id, '2026-11-30')
    await firm.look()
    await firm.enters(level.segmentId, of.id, '2026-11-30')
    await firm.look()
    expect(
      told(await firm.steps(of))
        .slice(1)
        .toSorted(),
    ).toEqual(['欢迎电话 2026-11-30 assigned', '欢迎电话 2026-11-30 cancelled'])
  })

  it('that is for those who are there too starts for them on its first day; who ended it by hand stays out', async () => {
    const level = await firm.aLevel()
    const there = await firm.customer()
    await firm.enters(level.segmentId, there.id, '2026-10-01')
    await firm.plan({ starts: 'level', levelId: level.id, presentToo: true })
    await firm.look()
    const [plan] = await firm.plansOf(there)
    expect(plan).toMatchObject({ startedOn: '2026-11-20', open: 1 })
    await firm.am.call(servicePlans.end, { params: { id: plan!.id }, body: { reason: '不需要' } })
    await firm.look()
    expect(await firm.plansOf(there)).toHaveLength(1)
  })

  it('is one a rank and one a segment of all customers; retired, it ends its plans', async () => {
    const level = await firm.aLevel()
    const add = (more: object) =>
      firm.ho.call(serviceLevels.add, {
        body: { name: 'X', nameZh: 'X', rank: 90, segmentId: null, retired: false, ...more },
      })
    expect(await refusalOf(add({ rank: level.rank }))).toEqual([409, 'service-level.rank-taken'])
    expect(await refusalOf(add({ segmentId: level.segmentId }))).toEqual([409, 'service-level.segment-taken'])
    expect(await refusalOf(add({ segmentId: level.id }))).toEqual([422, 'service-level.no-segment'])
    const of = await firm.customer()
    const { id: planId } = await firm.plan({ starts: 'level', levelId: level.id })
    await firm.enters(level.segmentId, of.id)
    await firm.look()
    const { name, nameZh, rank, segmentId, version } = level
    const retire = (from: number) =>
      firm.ho.call(serviceLevels.change, {
        params: level,
        body: { name, nameZh, rank, segmentId, retired: true },
        version: from,
      })
    expect(await refusalOf(retire(version + 5))).toEqual([412, 'version.stale'])
    await retire(version)
    await firm.look()
    expect(await firm.plansOf(of)).toMatchObject([{ endReason: 'left', plan: { id: planId } }])
  })
})

describe('after a purchase', () => {
  const buy = (of: { id: string }, name: string, on: string, key: string) =>
    firm.api.make(async (db) => {
      await db.rows('', `select warehouse.make_months('cash_movements', array[$1::date])`, [on])
      await db.rows(
        '',
        `insert into warehouse.cash_movements (customer_id, account_id, moved_on, kind, amount, currency, external_key, product_code, product_name)
         values ($1, $1, $2::date, 'product-purchase', -100, 'CNY', $3, $4, $5)`,
        [of.id, on, key, `P-${name}`, name],
      )
    })

  it('of a product of its kind the plan starts on that day, once a product and day, not for others nor from before it', async () => {
    const of = await firm.customer()
    await firm.plan({
      starts: 'purchase',
      product: 'money-fund',
      steps: [aStep({ nameZh: '售后回访', offsetDays: 7 })],
    })
    await buy(of, '现金货币A', '2026-11-19', 'before')
    await buy(of, '现金货币A', '2026-11-20', 'one')
    await buy(of, '现金货币A', '2026-11-20', 'two')
    await buy(of, '短债一号', '2026-11-20', 'other')
    await firm.look()
    await firm.look()
    expect(await firm.plansOf(of)).toMatchObject([{ cause: 'purchase', startedOn: '2026-11-20', nextOn: '2026-11-27' }])
    await buy(of, '现金货币B', '2026-11-20', 'three')
    await firm.look()
    expect(await firm.plansOf(of)).toHaveLength(2)
    firm.at('2026-11-27T02:00:00Z')
    await firm.look()
    expect(told(await firm.steps(of))).toEqual(['售后回访 2026-11-27 assigned', '售后回访 2026-11-27 assigned'])
  })

  it('nothing goes on for ever', async () => {
    const endless = firm.plan({ starts: 'purchase', product: 'fund', steps: [aStep({ everyDays: 30 })] })
    expect(await refusalOf(endless)).toEqual([400, 'service-plan.endless'])
  })
})

describe('a customer', () => {
  it('who is handed on goes on in the plan, with what comes for the next manager; who is closed leaves it', async () => {
    const of = await firm.customer()
    const { id } = await firm.plan({ steps: [aStep({ offsetDays: 1, everyDays: 1 })] })
    await firm.start(of, id)
    await firm.api.make((db) => db.customer.update({ where: { id: of.id }, data: { ownerId: firm.other.userId } }))
    expect(await refusalOf(firm.plansOf(of))).toEqual([404, 'not-found'])
    firm.at('2026-11-21T02:00:00Z')
    await firm.look()
    expect(await firm.steps(of)).toMatchObject([{ assignee: firm.other.userId }])
    await firm.api.make((db) => db.customer.update({ where: { id: of.id }, data: { lifecycle: 'closed' } }))
    firm.at('2026-11-22T02:00:00Z')
    await firm.look()
    expect(await firm.plansOf(of, firm.other)).toMatchObject([{ endReason: 'customer-gone' }])
    expect(await firm.steps(of)).toMatchObject([{ state: 'cancelled' }])
  })

  it('who is merged brings what was begun by hand, once', async () => {
    const [stays, gone] = [await firm.customer(), await firm.customer()]
    const [both, one] = [await firm.plan(), await firm.plan({ steps: [aStep({ nameZh: '另一步' })] })]
    for (const of of [stays, gone]) await firm.start(of, both.id)
    await firm.start(gone, one.id)
    await firm.look()
    const versionOf = async ({ id }: { id: string }) => (await firm.ho.call(customers.open, { params: { id } })).version
    await firm.ho.call(customerMerges.merge, {
      params: { id: stays.id },
      body: { mergedId: gone.id, mergedVersion: await versionOf(gone) },
      version: await versionOf(stays),
    })
    const plans = await firm.plansOf(stays)
    expect(plans.map(({ plan, endReason }) => [plan.id, endReason]).toSorted()).toEqual(
      [
        [both.id, null],
        [both.id, 'merged'],
        [one.id, null],
      ].toSorted(),
    )
    expect(told(await firm.steps(stays)).toSorted()).toEqual(
      ['另一步 2026-11-20 assigned', '欢迎电话 2026-11-20 assigned', '欢迎电话 2026-11-20 cancelled'].toSorted(),
    )
  })
})

describe('lists', () => {
  it('say how many are in a plan and overdue, who, and since when; each sees their own customers', async () => {
    const [mine, theirs] = [await firm.customer(), await firm.customer(firm.other)]
    const plan = await firm.plan({ steps: [aStep({ limitDays: 0 })] })
    await firm.start(mine, plan.id)
    await firm.start(theirs, plan.id, '2026-11-24', firm.other)
    await firm.look()
    firm.at('2026-11-23T02:00:00Z')
    const row = async (who = firm.bm) => (await who.call(servicePlans.list)).items.find(({ id }) => id === plan.id)
    expect(await row()).toMatchObject({ members: 2, overdue: 1, steps: 1, number: 1, of: 'firm', mayEdit: false })
    expect(await row(firm.other)).toMatchObject({ members: 1, overdue: 0 })
    const members = async (query: object = {}, who = firm.bm) =>
      (await who.call(servicePlans.members, { params: plan, query })).items.map(({ customer, startedOn, overdue }) => [
        customer.id,
        startedOn,
        overdue,
      ])
    expect(await members()).toEqual([
      [theirs.id, '2026-11-24', 0],
      [mine.id, '2026-11-20', 1],
    ])
    expect(await members({ overdue: 'true' })).toEqual([[mine.id, '2026-11-20', 1]])
    expect(await members({}, firm.other)).toEqual([[theirs.id, '2026-11-24', 0]])
    const first = await firm.bm.call(servicePlans.members, { params: plan, query: { limit: '1' } })
    expect([first.items.length, first.total]).toEqual([1, 2])
    expect(await members({ limit: '1', after: first.next })).toEqual([[mine.id, '2026-11-20', 1]])
    expect(await members({ open: 'false' })).toEqual([])
  })
})
