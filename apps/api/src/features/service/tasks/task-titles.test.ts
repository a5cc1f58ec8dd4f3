import { readFileSync } from 'node:fs'
import { notifications } from '@rapport/contract/administration/notifications'
import { calendar } from '@rapport/contract/service/calendar'
import { careVisits } from '@rapport/contract/service/care-visits'
import { tasks } from '@rapport/contract/service/tasks'
import { session } from '@rapport/contract/session'
import { asOwner } from '@rapport/database/as-owner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aStep, type PlansFirm, startPlans } from '#features/service/service-plans/testing.ts'
import { recordAs } from './testing.ts'

let firm: PlansFirm
let customer: { id: string }
beforeAll(async () => {
  firm = await startPlans()
  customer = await firm.customer()
  const { id } = await firm.plan({ steps: [aStep()] })
  await firm.start(customer, id)
  await firm.look()
})
afterAll(() => firm.api.close())

const step = { title: 'Welcome call', titleZh: '欢迎电话' }
const ofCustomer = async (of = customer) =>
  (await firm.am.call(tasks.list, { query: { customer: of.id, state: 'open', queue: 'mine' } })).items

describe('what a task is called', () => {
  it('is kept in both languages where the firm has names in both, wherever it is read', async () => {
    const [task] = await ofCustomer()
    expect(task).toMatchObject(step)
    const { items } = await firm.am.call(calendar.list, { query: { from: '2026-11-20', to: '2026-11-25' } })
    expect(items.filter(({ id }) => id === task!.id)).toMatchObject([step])
    const told = await firm.am.call(notifications.list, { query: {} })
    expect(told.items.filter((one) => 'about' in one && one.about?.id === task!.id)).toMatchObject([{ about: step }])
  })

  it('of a case is its step in both languages, before what somebody wrote', async () => {
    const { id } = await firm.register(firm.sa, { customerId: customer.id, title: 'Fees' })
    const titles = async () => {
      const { items } = await firm.bm.call(tasks.list, { query: { about: id, state: 'open' } })
      return items.map(({ title, titleZh }) => [title, titleZh])
    }
    expect(await titles()).toEqual([['First answer: Fees', '首次答复：Fees']])
    await firm.take(firm.sa, id, { step: 'acknowledge', note: '已致电' })
    expect(await titles()).toEqual([['Accept or not: Fees', '决定是否受理：Fees']])
  })

  it('goes on in a follow-up, and gives way to what a person writes', async () => {
    const of = await firm.customer()
    const { id: plan } = await firm.plan({ steps: [aStep()] })
    await firm.start(of, plan)
    await firm.look()
    const [task] = await ofCustomer(of)
    await firm.am.call(session.setPreferences, { body: { locale: 'en', theme: 'auto', rising: 'red' } })
    await recordAs(firm.am, task!.id, { nextOn: '2026-11-24' })
    const visits = await firm.am.call(careVisits.list, { query: { customer: of.id } })
    expect(visits.items).toMatchObject([{ purpose: 'Welcome call' }])
    const [next] = await ofCustomer(of)
    expect(next).toMatchObject({ ...step, kind: 'follow-up' })
    const change = (version: number, body: object) =>
      firm.am.call(tasks.change, { params: { id: next!.id }, version, body })
    // The form sends back what it showed, in the reader's language.
    expect(await change(next!.version, { title: '欢迎电话', dueOn: '2026-11-25' })).toMatchObject(step)
    expect(await change(next!.version + 1, { title: 'Ask about Hong Kong' })).toMatchObject({
      title: 'Ask about Hong Kong',
      titleZh: null,
    })
  })
})

it('tasks from before are named in both languages, by the same migration', async () => {
  const migration = readFileSync(
    new URL('../../../../../../prisma/migrations/20261128030000_tasks_in_two_languages/migration.sql', import.meta.url),
    'utf8',
  )
  const before = migration.slice(migration.indexOf('alter table tasks disable trigger user'))
  const of = await firm.customer()
  const { id: plan } = await firm.plan({ steps: [aStep()] })
  await firm.start(of, plan)
  await firm.look()
  await firm.register(firm.sa, { customerId: of.id, title: '手续费: 太高' })
  const [unit, branch] = [firm.branch.id, of.id]
  const named = await asOwner(firm.api.database.ownerUrl, async (owner) => {
    await owner.query('begin')
    await owner.query(
      `alter table tasks disable trigger user;
       update tasks set title = case kind when 'case' then '首次答复:手续费: 太高' else title_zh end, title_zh = null where customer_id = '${branch}'`,
    )
    await owner.query(
      `with made as (
         insert into tasks (id, kind, code, title, customer_id, unit_id, necessity, priority, state, due_at)
         select uuid_v7(), k.kind, k.code, k.title, '${of.id}', '${unit}', 'must', 2, 'waiting', now() from (values
           ('moment', 'M06', '大额转入、首次入金'), ('moment', 'M08', '转托管、撤指定或销户'), ('call-back', null, '年度抽样回访'), ('survey', 'M29', '调查低分'), ('own', null, '手写')) k (kind, code, title)
         returning id, kind, code, title, unit_id),
       follow as (
         insert into tasks (id, kind, about_id, title, customer_id, unit_id, necessity, priority, state, due_at)
         select uuid_v7(), 'follow-up', id, title, '${of.id}', unit_id, 'must', 2, 'waiting', now() from made where kind = 'survey')
       insert into moment_events (id, code, customer_id, unit_id, occurred_on, found_at, state, rule_version, task_id)
       select uuid_v7(), c.code, '${of.id}', unit_id, '2026-11-20', now(), c.state, 1, id from made, (values ('M04', 'merged'), ('M06', 'task')) c (code, state)
       where made.code = 'M06'`,
    )
    await owner.query(before)
    const { rows } = await owner.query(
      `select kind, title, title_zh from tasks where customer_id = '${of.id}' order by kind, title`,
    )
    await owner.query('rollback')
    return rows.map(({ kind, title, title_zh }) => [kind, title, title_zh])
  })
  expect(named).toEqual([
    ['call-back', 'Call-back of the yearly sample', '年度抽样回访'],
    ['case', 'First answer: 手续费: 太高', '首次答复：手续费: 太高'],
    ['follow-up', 'Low score in a survey', '调查低分'],
    ['moment', 'Large deposit, First deposit', '大额转入、首次入金'],
    ['moment', 'Transfer, cancellation or closing asked for', '转托管、撤指定或销户'],
    ['own', '手写', null],
    ['plan-step', 'Welcome call', '欢迎电话'],
    ['survey', 'Low score in a survey', '调查低分'],
  ])
})
