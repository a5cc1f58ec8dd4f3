import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import { moments } from '@rapport/contract/service/moments'
import { makeBranch, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#http/testing.ts'
import { runTrial } from './engine/run-trial.ts'
import { type Firm, startFirm, today, yesterday } from './testing.ts'

let firm: Firm
let [maker, checker, leader] = [] as unknown as [Client, Client, Client]
beforeAll(async () => {
  firm = await startFirm()
  maker = await firm.api.signIn('head-office', firm.branch)
  checker = await firm.api.signIn('head-office', firm.branch)
  leader = await firm.api.signIn('branch-manager', firm.branch)
  await firm.publish(today)
  await firm.look()
})
afterAll(() => firm.close())

const code = (value: string) => ({ params: { code: value } })
const definitionOf = async (value: string): Promise<MomentDefinition> =>
  (await maker.call(moments.openRule, code(value))).definition!

describe('a rule', () => {
  it('stands in the list with its state, its last run and what became of the day', async () => {
    const { items } = await leader.call(moments.rules)
    expect(items).toHaveLength(31)
    expect(items[6]).toMatchObject({
      code: 'M07',
      name: 'Large withdrawal',
      nameZh: '大额转出',
      state: 'live',
      necessity: 'must',
      clock: 'published',
      lastRun: { day: today },
      counts: { found: 0 },
    })
  })

  it('says what it said until a second person lets the draft live', async () => {
    const changed = { ...(await definitionOf('M06')), coolDownDays: 9 }
    const drafted = await maker.call(moments.saveDraft, { ...code('M06'), body: changed })
    expect(drafted).toMatchObject({
      number: 1,
      drafted: true,
      definition: { coolDownDays: 5 },
      draft: { mine: true, definition: { coolDownDays: 9 } },
    })
    await expect(maker.call(moments.goLive, code('M06'))).rejects.toMatchObject({
      status: 403,
      problem: { code: 'moment.own-draft' },
    })
    expect(await checker.call(moments.goLive, code('M06'))).toMatchObject({
      number: 2,
      draft: null,
      definition: { coolDownDays: 9 },
    })
    await expect(checker.call(moments.goLive, code('M06'))).rejects.toMatchObject({ status: 409 })
  })

  it('whoever changes a draft last is its maker', async () => {
    const definition = await definitionOf('M05')
    await maker.call(moments.saveDraft, { ...code('M05'), body: definition })
    await checker.call(moments.saveDraft, { ...code('M05'), body: { ...definition, coolDownDays: 30 } })
    await expect(checker.call(moments.goLive, code('M05'))).rejects.toMatchObject({ status: 403 })
    expect(await maker.call(moments.dropDraft, code('M05'))).toMatchObject({
      drafted: false,
      definition: { coolDownDays: 300 },
    })
  })

  it.each(['本产品保本', 'It is GUARANTEED', '必 涨', 'we {recommend}'])('refuses to say "%s"', async (script) => {
    const body = { ...(await definitionOf('M10')), scriptZh: script, script }
    const answer = await maker.send('PUT', '/moment-rules/M10/draft', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(await answer.json())).toMatch(/script\.(forbidden|variable)/)
  })

  it('holds nobody out of a notice that the firm owes, and nobody without a goal', async () => {
    for (const change of [
      { notice: 'service', holdoutPercent: 10 },
      { goal: null, holdoutPercent: 10 },
    ] as const) {
      const body = { ...(await definitionOf('M10')), ...change }
      const answer = await maker.send('PUT', '/moment-rules/M10/draft', {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
      expect(answer.status).toBe(400)
    }
  })

  it('of the firm’s own greets on its days, and stops when it is paused', async () => {
    const own = {
      ...(await definitionOf('M01')),
      name: 'New Year',
      nameZh: '元旦',
      trigger: { kind: 'on-days', days: [today] } as const,
      audience: null,
    }
    await maker.call(moments.createRule, { body: { code: 'NEWYEAR', definition: own } })
    await expect(maker.call(moments.createRule, { body: { code: 'NEWYEAR', definition: own } })).rejects.toMatchObject({
      status: 409,
    })
    await checker.call(moments.goLive, code('NEWYEAR'))
    const of = await firm.customer({ name: '王小明' })
    await firm.look()
    expect(await firm.codes(of)).toEqual(['NEWYEAR'])
    expect(await maker.call(moments.pause, { ...code('NEWYEAR'), body: { reason: 'over' } })).toMatchObject({
      state: 'paused',
    })
    expect(await maker.call(moments.resume, code('NEWYEAR'))).toMatchObject({ state: 'live' })
    await maker.call(moments.pause, { ...code('NEWYEAR'), body: { reason: 'over' } })
  })
})

describe('what is found', () => {
  it('is listed for whoever sees the customer, with what it was about, page by page', async () => {
    const of = await firm.customer()
    for (const n of [1, 2, 3])
      await firm.put('customer_signals', {
        customer_id: of.id,
        kind: 'closing',
        occurred_on: today,
        external_key: `L${n}`,
      })
    await firm.publish(today)
    await firm.look()
    const far = await firm.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
    const other = await firm.api.signIn('branch-manager', far)
    const query = { customer: of.id, limit: '2' }
    const first = await leader.call(moments.list, { query })
    expect(first).toMatchObject({
      total: 3,
      items: [{ code: 'M08', customer: { id: of.id }, state: 'merged' }, { code: 'M08' }],
    })
    const second = await leader.call(moments.list, { query: { ...query, after: first.next! } })
    expect([second.items.length, second.next]).toEqual([1, null])
    expect(await other.call(moments.list, { query })).toMatchObject({ items: [], total: 0 })
  })

  it('the effect of a rule is the difference between those treated and those held out', async () => {
    const event = (n: number, state: string, met: boolean) => ({ n, state, met })
    const rows = [
      ...Array.from({ length: 70 }, (_, n) => event(n, 'task', n < 56)),
      ...Array.from({ length: 80 }, (_, n) => event(n + 100, 'held-out', n < 48)),
    ]
    const of = await firm.customer()
    const [task] = await firm.make((db) => db.rows<{ id: string }>('', 'select id from tasks limit 1', []))
    await firm.make((db) =>
      db.rows(
        '',
        `insert into moment_events (id, code, customer_id, owner_id, unit_id, subject, occurred_on, state, task_id, rule_version, goal_kind, goal_due_on, goal_met)
      select uuid_v7(), 'M22', c.id, c.owner_id, c.unit_id, r.n::text, $2::date, r.state, case when r.state = 'task' then $3::uuid end, 1, 'product-held', $2::date, r.met
      from customers c, jsonb_to_recordset($4::jsonb) r (n int, state text, met boolean) where c.id = $1`,
        [of.id, yesterday, task!.id, JSON.stringify(rows)],
      ),
    )
    expect((await leader.call(moments.openRule, code('M22'))).effect).toMatchObject({
      treatedRate: 80,
      heldOutRate: 60,
      difference: 20,
      low: 5.2,
      high: 33.4,
    })
  })
})

describe('a trial', () => {
  it('tells for past days how many there would have been and what would have come of them, and writes nothing of it', async () => {
    const [loud, silent] = [
      await firm.customer(),
      await firm.customer({ contactPoints: [{ kind: 'mobile', value: '13900001111', doNotContact: true }] } as never),
    ]
    for (const of of [loud, silent]) {
      await firm.stood(of, ['2026-11-11', '2026-11-12', '2026-11-13'], { assets: 100_000, profit: 30_000 })
      await firm.stood(of, ['2026-11-10'], { assets: 100_000 })
    }
    const before = await firm.make((db) => db.momentEvent.count())
    const asked = await maker.call(moments.tryRule, { ...code('M10'), body: { from: '2026-11-11', to: '2026-11-13' } })
    expect(asked).toMatchObject({ state: 'waiting', daysDone: 0 })
    while (await runTrial(firm.api.product));
    const done = await maker.call(moments.trial, { params: { id: asked.id } })
    expect(done).toMatchObject({ state: 'done', daysDone: 3, error: null })
    expect(done.days).toEqual([
      { day: '2026-11-11', found: 2, coolDown: 0, doNotDisturb: 1, closed: 0, left: 1 },
      { day: '2026-11-12', found: 2, coolDown: 1, doNotDisturb: 1, closed: 0, left: 0 },
      { day: '2026-11-13', found: 2, coolDown: 1, doNotDisturb: 1, closed: 0, left: 0 },
    ])
    expect(done.examples.map(({ id }) => id)).toContain(loud.id)
    expect(await firm.make((db) => db.momentEvent.count())).toBe(before)
    // It is nobody else's.
    await expect(checker.call(moments.trial, { params: { id: asked.id } })).rejects.toMatchObject({ status: 404 })
  })
})
