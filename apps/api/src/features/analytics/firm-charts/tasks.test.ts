import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { tasks } from '@rapport/contract/service/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServiceFirm, startService } from '#features/service/cases/testing.ts'
import { addTasks, type NewTask } from '#features/service/tasks/add-tasks.ts'
import { recordAs } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'

let firm: ServiceFirm
const ask = (chart: 'task-completion' | 'task-units', who = firm.ho, query: object = {}) =>
  who.call(firmCharts.open, { params: { chart }, query: { to: '2026-11', months: '2', ...query } })

let ids: string[]
beforeAll(async () => {
  firm = await startService()
  const customer = await firm.customerOf(firm.am)
  const task = (dueAt: string, more: Partial<NewTask> = {}): NewTask => ({
    kind: 'moment',
    title: dueAt,
    customerId: customer.id,
    assigneeId: firm.am.userId,
    necessity: 'must',
    dueAt: new Date(dueAt),
    warnAt: null,
    ...more,
  })
  ids = await firm.api.make((db) =>
    addTasks(
      db,
      [
        // The last minutes of October in Shanghai, and the first of November.
        task('2026-10-31T15:59:00Z'),
        task('2026-10-31T16:01:00Z'),
        task('2026-11-10T02:00:00Z'),
        task('2026-11-24T02:00:00Z'),
        task('2026-11-11T02:00:00Z', { late: true }),
        task('2026-11-12T02:00:00Z', { late: true }),
        task('2026-11-25T02:00:00Z'),
        task('2026-11-26T02:00:00Z'),
      ],
      firm.clock.now,
    ),
  )
  for (const n of [2, 3, 4]) await recordAs(firm.am, ids[n]!)
  await firm.bm.call(tasks.cancel, { params: { id: ids[7]! }, body: { reason: '已无需处理' } })
})
afterAll(() => firm.api.close())

describe('tasks and time limits', () => {
  it('are told by the month in which tasks are due; what was told late is held against nobody', async () => {
    const { rows } = await ask('task-completion')
    expect(rows.map(({ key, values }) => [key, ...values])).toEqual([
      ['2026-10', '1', '0', '0', '1', '0', '0', '0', '0'],
      // Due 6: in time 1 (the 24th), late 1 (the 10th), overdue 1 (the 1st), told late 2, open 1 (the 25th).
      ['2026-11', '6', '1', '1', '1', '2', '1', '0.5', '0.3333333333'],
    ])
  })

  it('lead to the tasks that were counted', async () => {
    const { rows } = await ask('task-completion')
    const { of, filter } = rows[1]!.list!
    const { view: _, ...query } = filter
    expect(of).toBe('tasks')
    expect((await firm.ho.call(tasks.list, { query: query as never })).total).toBe(6)
  })

  it('are told by unit, of the same sums', async () => {
    const { rows } = await ask('task-units', firm.bm)
    expect(rows.map(({ key, label, values }) => [key, label, values[0]])).toEqual([
      [firm.branch.id, firm.branch.name, '7'],
    ])
  })

  it('move with what happens: done, opened again, put off, handed to another unit', async () => {
    const { id } = await firm.customerOf(firm.am)
    const [task] = await firm.api.make((db) =>
      addTasks(
        db,
        [
          {
            kind: 'own',
            title: 'X',
            customerId: id,
            assigneeId: firm.am.userId,
            necessity: 'may',
            dueAt: new Date('2026-12-01T02:00:00Z'),
            warnAt: null,
          },
        ],
        firm.clock.now,
      ),
    )
    const december = async () => (await ask('task-completion', firm.bm, { to: '2026-12', months: '1' })).rows[0]!.values
    expect(await december()).toEqual(['1', '0', '0', '0', '0', '1', '0', null])
    await recordAs(firm.am, task!)
    expect(await december()).toEqual(['1', '1', '0', '0', '0', '0', '1', '1'])
    await firm.bm.call(tasks.verify, {
      params: { id: task! },
      body: { verdict: 'reopened', reason: '请补充' } as never,
    })
    expect(await december()).toEqual(['1', '0', '0', '0', '0', '1', '0', null])
    await firm.api.make((db) => db.customer.update({ where: { id }, data: { unitId: firm.region.id } }))
    expect(await december()).toEqual(['0', '0', '0', '0', '0', '0', null, null])
    const kept = () =>
      firm.api.make((db) =>
        db.rows(
          '',
          `select unit_id, day, sum(planned) as planned, sum(done) as done, sum(on_time) as on_time, sum(given_late) as given_late
           from warehouse.task_days group by 1, 2 having sum(planned) <> 0 order by 1, 2`,
          [],
        ),
      )
    const before = await kept()
    await firm.api.make((db) => db.rows('', 'select warehouse.remake_task_days()', []))
    expect(await kept()).toEqual(before)
  })

  it('do not tell whoever a complaint is about of it, and tell everybody else', async () => {
    const planned = async (who: Client) =>
      (await ask('task-completion', who, { months: '3', to: '2027-01' })).rows.reduce(
        (sum, { values }) => sum + Number(values[0]),
        0,
      )
    const before = [await planned(firm.bm), await planned(firm.ho)]
    await firm.register(firm.sa, { subjectId: firm.bm.userId })
    expect([await planned(firm.bm), await planned(firm.ho)]).toEqual([before[0], before[1]! + 1])
  })
})
