import { spawn } from 'node:child_process'
import { serviceLevels } from '@rapport/contract/service/service-levels'
import { servicePlans } from '@rapport/contract/service/service-plans'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aStep, type PlansFirm, startPlans } from './testing.ts'
import { keepPlans } from './work/keep-plans.ts'

let firm: PlansFirm
beforeAll(async () => {
  firm = await startPlans()
})
afterAll(() => firm.api.close())

it('a worker that is killed again and again has started everybody once, and made each step once', async () => {
  const level = await firm.aLevel()
  await firm.plan({ starts: 'level', levelId: level.id, steps: [aStep(), aStep({ nameZh: '资料', doneBy: 'pool' })] })
  const all = []
  for (let i = 0; i < 40; i++) all.push(await firm.customer())
  for (const { id } of all) await firm.enters(level.segmentId, id)
  const steps = () => firm.api.make((db) => db.task.count({ where: { kind: 'plan-step' } }))
  const started = () => firm.api.make((db) => db.customerPlan.count())
  const script = new URL('./testing-killed.ts', import.meta.url).pathname
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', script, firm.api.database.appUrl, firm.api.product.now().toISOString()],
      { stdio: 'ignore' },
    )
    const ended = new Promise((resolve) => child.once('exit', resolve))
    // Not by the clock: when so many have started, or so many steps are there, in whatever state the rest is.
    for (let look = 0; look < 2_000; look++) {
      const [n, enough] = kill % 2 === 0 ? [await started(), kill * 9] : [await steps(), kill * 18]
      if (n > enough || child.exitCode !== null) break
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    child.kill('SIGKILL')
    await ended
  }
  expect(await steps()).toBeLessThan(80)
  await firm.look()
  for (const of of all) {
    expect(await firm.plansOf(of)).toHaveLength(1)
    expect((await firm.steps(of)).map(({ title }) => title).toSorted()).toEqual(['欢迎电话', '资料'].toSorted())
  }
})

it('who looks again goes through all members only where somebody came, left, or a level or plan changed', async () => {
  const level = await firm.aLevel()
  const plan = await firm.plan({ starts: 'level', levelId: level.id })
  const [one, other] = [await firm.customer(), await firm.customer()]
  const looked = { stood: '', at: 0 }
  const look = async () => {
    while (await keepPlans(firm.api.product, { looked }));
    return looked.stood
  }
  const isIn = async (of: { id: string }) => (await firm.plansOf(of)).some(({ endedOn }) => endedOn === null)
  await firm.enters(level.segmentId, one.id)
  const first = await look()
  expect(await isIn(one)).toBe(true)
  expect(await look()).toBe(first)
  // One goes and another comes: as many as before.
  await firm.leaves(level.segmentId, one.id, '2026-11-20')
  await firm.enters(level.segmentId, other.id)
  expect(await look()).not.toBe(first)
  expect([await isIn(one), await isIn(other)]).toEqual([false, true])
  await firm.ho.call(servicePlans.close, { params: plan, version: plan.version })
  const { name, nameZh, rank, segmentId, version } = level
  const body = { name, nameZh, rank, segmentId, retired: true }
  await firm.ho.call(serviceLevels.change, { params: level, body, version })
  await look()
  expect(await isIn(other)).toBe(false)
})

/** Every day on which a step falls, one after the other. */
const daysOf = (first: number, every: number | null, times: number | null, until: number) => {
  const days = []
  for (let k = 0; k < (every === null ? 1 : (times ?? Number.POSITIVE_INFINITY)); k++) {
    const day = first + k * (every ?? 0)
    if (day > until) break
    days.push(day)
  }
  return days
}
const dayAt = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)

it('steps fall on the same days whichever way they are asked for', async () => {
  const small = fc.integer({ min: 0, max: 40 })
  const some = fc.option(fc.integer({ min: 2, max: 5 }))
  await fc.assert(
    fc.asyncProperty(small, fc.option(fc.integer({ min: 1, max: 9 })), some, small, async (first, every, most, at) => {
      const times = every === null ? null : most
      const days = daysOf(first, every, times, 400)
      const [found] = await firm.api.make((db) =>
        db.rows<{ next: string | null; last: string | null }>(
          '',
          `select plan_step_after($1::date, $2::int, $3::int, $4::date)::text as next, plan_step_until($1::date, $2::int, $3::int, $4::date)::text as last`,
          [dayAt(first), every, times, dayAt(at)],
        ),
      )
      const next = days.find((day) => day > at)
      const last = days.findLast((day) => day <= at)
      expect(found).toEqual({
        next: next === undefined ? null : dayAt(next),
        last: last === undefined ? null : dayAt(last),
      })
    }),
  )
})
