import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideFound } from './engine/decide.ts'
import { dueRules } from './engine/due-days.ts'
import { judgeRule } from './engine/judge-rule.ts'
import { noteMoment } from './note-moment.ts'
import { type Firm, startFirm, today, yesterday } from './testing.ts'

let firm: Firm
beforeAll(async () => {
  firm = await startFirm()
  // It has been judging for a month.
  await firm.make((db) => db.rows('', `insert into warehouse.moment_days values ('2026-10-20', '0', false)`, []))
  await firm.publish(today)
  await firm.look()
})
afterAll(() => firm.close())

let n = 0
const signal = async (of: { id: string }, kind: string, day = today) => {
  await firm.put('customer_signals', { customer_id: of.id, kind, occurred_on: day, external_key: `s${++n}` })
  await firm.publish(day)
}
/** A rule that is only for what this test does. */
const only = (code: string, change: object) => firm.change(code, change)

describe('once', () => {
  it('a day that is published again is judged again and finds nothing twice; one that is not is left alone', async () => {
    const of = await firm.customer()
    await signal(of, 'closing')
    await firm.look()
    await firm.publish(today)
    await firm.look()
    expect(await firm.codes(of)).toEqual(['M08'])
    expect(await firm.tasks(of)).toHaveLength(1)
    expect(await dueRules(firm.api.product, today)).toEqual([])
    await firm.publish(today)
    expect(new Set((await dueRules(firm.api.product, today)).map(({ day }) => day))).toEqual(new Set([today]))
    await firm.look()
  })

  it('what dies between finding and deciding is gone on with, and of what dies in deciding nothing is there', async () => {
    const of = await firm.customer()
    await signal(of, 'transfer-out')
    const broken = {
      ...firm.api.product,
      now: () => {
        throw new Error('died')
      },
    }
    for (const { rule, ...due } of await dueRules(firm.api.product, today)) await judgeRule(firm.api.product, rule, due)
    await expect(decideFound(broken as never)).rejects.toThrow('died')
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([{ code: 'M08', state: 'task' }])
    expect(await firm.tasks(of)).toHaveLength(1)
  })
})

describe('suppressed', () => {
  it('by a cool-down, counted in days, whatever it is about', async () => {
    const of = await firm.customer()
    await only('M27', { coolDownDays: 5 })
    await signal(of, 'new-device', yesterday)
    await firm.look()
    await signal(of, 'abnormal-login')
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([
      { day: yesterday, state: 'task' },
      { day: today, state: 'suppressed', reason: 'cool-down' },
    ])
  })

  it('by do-not-disturb where it is care, not where it is a notice that the firm owes', async () => {
    const of = await firm.customer({
      contactPoints: [{ kind: 'mobile', value: '13812345678', doNotContact: true }],
    } as never)
    await firm.stood(of, [yesterday], { assets: 100_000 })
    await firm.stood(of, [today], { assets: 130_000, profit: 30_000 })
    await signal(of, 'new-device')
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([
      { code: 'M10', state: 'suppressed', reason: 'do-not-disturb' },
      { code: 'M27', state: 'task' },
    ])
  })

  it('where the customer is closed', async () => {
    const of = await firm.customer({ lifecycle: 'closed' } as never)
    await signal(of, 'complaint')
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([{ code: 'M24', state: 'suppressed', reason: 'closed' }])
  })
})

it('of 400 customers about a quarter is held out where the rule says a quarter, always the same ones, and they get no task', async () => {
  await only('M10', { holdoutPercent: 25 })
  const customers: { id: string }[] = []
  for (let i = 0; i < 400; i++) customers.push(await firm.customer())
  await firm.make((db) =>
    db.rows(
      '',
      `insert into warehouse.customer_days (customer_id, day, currency, assets, position_value, cash, product_value, margin_debt,
      position_cost, net_inflow, profit, realised, dividends, bought, sold, trades, fees, commission, net_commission, contacts, gap)
    select id, d, 'CNY', 500000, 0, 0, 0, 0, 0, 0, case when d = $2::date then 50000 else 0 end, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from unnest($1::uuid[]) id, unnest(array[$2::date, $3::date]) d`,
      [customers.map(({ id }) => id), today, yesterday],
    ),
  )
  await firm.publish(today)
  await firm.look()
  const states = await firm.make((db) =>
    db.momentEvent.groupBy({
      by: ['state'],
      where: { code: 'M10', customerId: { in: customers.map(({ id }) => id) } },
      _count: true,
    }),
  )
  const count = Object.fromEntries(states.map(({ state, _count }) => [state, _count]))
  expect(Object.keys(count).sort()).toEqual(['held-out', 'task'])
  expect(count['held-out']! + count.task!).toBe(400)
  // Five standard deviations either way.
  expect(count['held-out']).toBeGreaterThan(57)
  expect(count['held-out']).toBeLessThan(143)
  expect(await firm.make((db) => db.task.count({ where: { customerId: { in: customers.map(({ id }) => id) } } }))).toBe(
    count.task,
  )
})

describe('one contact', () => {
  it('what comes later on the day joins the task nobody has begun, and makes it as urgent as it is', async () => {
    const of = await firm.customer({
      kind: 'person',
      birthOn: '1990-11-18',
      name: '欧阳娜娜',
      gender: 'female',
    } as never)
    await firm.make((db) => db.rows('', `delete from moment_runs`, []))
    await firm.look()
    expect(await firm.tasks(of)).toMatchObject([{ code: 'M01', necessity: 'may' }])
    const [said] = await firm.tasks(of)
    expect(said!.detailsZh).toContain('欧阳女士您好')
    expect(said!.details).toContain('Dear 欧阳娜娜')
    await signal(of, 'closing')
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([
      { code: 'M01', state: 'task' },
      { code: 'M08', state: 'merged' },
    ])
    expect(await firm.tasks(of)).toMatchObject([
      { necessity: 'must', priority: 2, dueAt: new Date('2026-11-19T01:30:00Z') },
    ])
  })

  it('a moment that needs another skill is a contact of its own', async () => {
    const of = await firm.customer()
    await signal(of, 'closing')
    await signal(of, 'complaint')
    await firm.look()
    expect((await firm.tasks(of)).map(({ skill }) => skill).sort()).toEqual(['complaints', null])
  })
})

describe('late', () => {
  it('data of an earlier day make a moment of that day that nobody is late with', async () => {
    const of = await firm.customer()
    await signal(of, 'closing', yesterday)
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([{ day: yesterday, late: true, state: 'task' }])
    expect(await firm.tasks(of)).toMatchObject([{ late: true, warnAt: null }])
  })

  it('data older than a month, or than the first day that was judged, make none', async () => {
    const of = await firm.customer()
    await signal(of, 'closing', '2026-10-02')
    await firm.look()
    expect(await firm.codes(of)).toEqual([])
  })
})

describe('what the product sees itself', () => {
  it('is there exactly if what it is about is, and a task at the next look', async () => {
    const of = await firm.customer()
    const happening = { signal: 'low-survey', customerId: of.id, subject: 'answer-1', day: today } as const
    await firm
      .make(async (db) => {
        await noteMoment(db, happening)
        throw new Error('undone')
      })
      .catch(() => undefined)
    expect(await firm.codes(of)).toEqual([])
    for (let again = 0; again < 2; again++) await firm.make((db) => noteMoment(db, happening))
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([{ code: 'M29', state: 'task' }])
  })

  it('says nothing where the rule is not for that customer', async () => {
    await only('M29', { audience: { is: 'in', field: 'kind', values: ['organisation'] } })
    const of = await firm.customer({ kind: 'person' } as never)
    await firm.make((db) => noteMoment(db, { signal: 'low-survey', customerId: of.id, subject: 'a', day: today }))
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([{ state: 'suppressed', reason: 'not-asked' }])
    await only('M29', { audience: null })
  })
})

describe('a rule that does not work', () => {
  it('is parked with its error shown, and the others go on', async () => {
    const of = await firm.customer()
    await only('M10', { trigger: { kind: 'large-gain', amount: 'much', share: 0.05 } })
    await signal(of, 'closing')
    await firm.look()
    expect(await firm.make((db) => db.momentRule.findUnique({ where: { code: 'M10' } }))).toMatchObject({
      state: 'parked',
      error: expect.stringContaining('much'),
    })
    expect(await firm.codes(of)).toEqual(['M08'])
  })

  it('of which the worker died twice is parked at the third look', async () => {
    await firm.make((db) => db.momentRule.update({ where: { code: 'M06' }, data: { attempts: 2 } }))
    await firm.publish(today)
    await firm.look()
    expect(await firm.make((db) => db.momentRule.findUnique({ where: { code: 'M06' } }))).toMatchObject({
      state: 'parked',
      error: expect.stringContaining('died'),
    })
  })
})

describe('killed', () => {
  it('in the middle of its work nothing is found twice and nothing is lost', async () => {
    const customers: { id: string }[] = []
    for (let i = 0; i < 60; i++) customers.push(await firm.customer())
    for (const of of customers) await signal(of, 'exchange-letter')
    const url = new URL('./testing-killed.ts', import.meta.url).pathname
    for (let kill = 0; kill < 4; kill++) {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', url, firm.api.database.appUrl, firm.api.product.now().toISOString()],
        { stdio: 'ignore' },
      )
      const ended = new Promise((resolve) => child.once('exit', resolve))
      // Not by the clock: when so many of them have been decided, in whatever state the rest is.
      for (let look = 0; look < 400; look++) {
        const done = await firm.make((db) => db.momentEvent.count({ where: { code: 'M30', state: 'task' } }))
        if (done > kill * 12 || child.exitCode !== null) break
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      child.kill('SIGKILL')
      await ended
    }
    await firm.make((db) =>
      db.rows('', `update moment_rules set attempts = 0, state = 'live', error = null where code <> 'M10'`, []),
    )
    await firm.look()
    for (const of of customers) {
      expect(await firm.moments(of)).toMatchObject([{ code: 'M30', state: 'task' }])
      expect(await firm.tasks(of)).toHaveLength(1)
    }
  })
})
