import type { ModelKind } from '@rapport/contract/analytics/model-reports'
import { models } from '@rapport/contract/analytics/models'
import { customers } from '@rapport/contract/customer/customers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp, makeIncome } from '#features/analytics/contributions/testing.ts'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { fitWaiting } from './fit/fit-waiting.ts'
import { scoreAgain } from './fit/score-again.ts'
import { LAST_DAY, makeYear } from './testing.ts'

let api: Api
let firm: Firm
let made: { leaving: string[]; staying: string[] }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  made = await makeYear(api, firm, 240)
})
afterAll(() => api.close())

const works = () => ({ connections: api.product.connections })
async function fitted(kind: ModelKind) {
  const { id } = await firm.ho.call(models.fit, { params: { kind } })
  expect(await fitWaiting(works())).toBe(true)
  return firm.ho.call(models.open, { params: { id } })
}
const reportOf = async <Kind extends ModelKind>(kind: Kind) => {
  const version = await fitted(kind)
  expect(version.failure).toBeNull()
  if (version.report?.kind !== kind) throw new Error('no report')
  return { version, report: version.report }
}

describe('a churn model', () => {
  it('is learnt on what was known half a year ago, tried on a later quarter, and tells there who left', async () => {
    const { version, report } = await reportOf('churn')
    expect(version).toMatchObject({ state: 'fitted', number: 1, inUse: true, scoredOn: LAST_DAY })
    // Learnt up to T − H, tried from there on: the two windows do not overlap.
    expect(version.trained).toEqual({ from: '2026-03-25', to: '2026-08-22' })
    expect(version.validated).toEqual({ from: '2026-08-22', to: LAST_DAY })
    if (report.kind !== 'churn') throw new Error()
    expect(report.auc).toBeGreaterThan(0.6)
    expect(report.tested.left).toBeGreaterThan(5)
    expect(report.calibration.reduce((sum, { count }) => sum + count, 0)).toBe(report.tested.customers)
    expect(report.roc.at(-1)).toEqual({ falsePositives: 1, truePositives: 1 })
    expect(version.drift).not.toBeNull()
  })

  it('never looks at sex or age', async () => {
    const { report } = await reportOf('churn')
    const looked = report.kind === 'churn' ? report.coefficients.map(({ feature }) => feature) : []
    expect(looked).toContain('outflow20Share')
    for (const name of looked) expect(name).not.toMatch(/gender|sex|age$|birth|national|education/i)
  })

  it('names customers most likely to leave first, with what speaks for it, each viewer their own', async () => {
    const everybody = await firm.ho.call(models.atRisk, { query: { limit: '200' } })
    const own = await firm.am.call(models.atRisk, { query: { limit: '200' } })
    const probabilities = everybody.items.map(({ probability }) => probability)
    expect(probabilities).toEqual([...probabilities].sort((one, other) => other - one))
    const leaving = new Set(made.leaving)
    const meanOf = (leaves: boolean) => {
      const those = everybody.items.filter(({ id }) => leaving.has(id) === leaves)
      return those.reduce((sum, { probability }) => sum + probability, 0) / those.length
    }
    expect(meanOf(true)).toBeGreaterThan(2 * meanOf(false))
    expect(leaving).toContain(everybody.items[0]!.id)
    expect(everybody.items[0]!.reasons.length).toBeGreaterThan(0)
    expect(everybody.items.flatMap(({ signals }) => signals)).toContain('outflow-20-days')
    const { items } = await firm.am.call(customers.list, { query: { limit: '200' } })
    const mine = new Set(items.map(({ id }) => id))
    expect(own.items.map(({ id }) => id)).toEqual(everybody.items.map(({ id }) => id).filter((id) => mine.has(id)))
    expect(own.total).toBe(own.items.length)
  })

  it('pages without gap or double', async () => {
    const whole = await firm.ho.call(models.atRisk, { query: { limit: '200' } })
    const ids: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await firm.ho.call(models.atRisk, { query: { limit: '17', ...(after && { after }) } })
      ids.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      after = page.next
    }
    expect(ids.slice(0, 200)).toEqual(whole.items.map(({ id }) => id))
    expect(new Set(ids).size).toBe(whole.total)
  })
})

describe('the other models', () => {
  it('clusters hold every customer with assets, and say by what they differ', async () => {
    const { version, report } = await reportOf('clusters')
    if (report.kind !== 'clusters') throw new Error()
    expect(report.clusters).toHaveLength(report.chosen)
    expect(report.clusters.reduce((sum, cluster) => sum + cluster.customers, 0)).toBe(version.customers)
    expect(report.tried.map(({ clusters }) => clusters)).toEqual([4, 5, 6, 7, 8, 9, 10].slice(0, report.tried.length))
  })

  it('RFM says the same of a customer on the page and in the cells', async () => {
    const { version, report } = await reportOf('rfm')
    if (report.kind !== 'rfm') throw new Error()
    expect(report.cells.reduce((sum, cell) => sum + cell.customers, 0)).toBe(version.customers)
    const [score] = await scoresOf(made.staying[1]!, 'rfm')
    expect(score!.class).toMatch(/^R[1-5]F[1-5]M[1-5]$/)
  })

  it('lifetime value is learnt on what was before, held against what came, and said with its parts', async () => {
    const { report } = await reportOf('lifetime-value')
    if (report.kind !== 'lifetime-value') throw new Error()
    expect(report.holdout).toMatchObject({ weeks: 26 })
    const { expected, actual } = report.holdout!
    expect(expected / actual).toBeGreaterThan(0.5)
    expect(expected / actual).toBeLessThan(2)
    const [score] = await scoresOf(made.staying[0]!, 'lifetime-value')
    expect(score!.score).toBeGreaterThan(0)
    expect(score!.reasons.map(({ feature }) => feature)).toEqual(['alive', 'activeWeeks', 'valueOfWeek'])
  })

  it('the value score is the sum of its parts, and its weights are the firm’s', async () => {
    const { settings } = (await firm.ho.call(models.list)).items.find(({ kind }) => kind === 'value')!
    const weights = { contribution: 0, assets: 100, activity: 0, growth: 0, loyalty: 0 }
    await firm.ho.call(models.configure, { params: { kind: 'value' }, body: { settings: { ...settings, weights } } })
    // Twelve months end with November: what was booked before is of another year.
    await makeIncome(api, { id: made.staying[0]! }, [
      ['2025-11-28', 'interest', '1000.00'],
      ['2025-12-01', 'interest', '300.00'],
      ['2026-11-19', 'advisory-fee', '200.50'],
    ])
    await addUp(api)
    await fitted('value')
    const [score] = await scoresOf(made.staying[0]!, 'value')
    const sum = score!.reasons.reduce((total, { amount }) => total + amount, 0)
    expect(score!.score).toBeCloseTo(sum, 9)
    expect(score!.reasons.find(({ feature }) => feature === 'assets')!.amount).toBeCloseTo(sum, 9)
    // Nobody has more than the richest, and everybody else has less: all points.
    const { items } = await firm.ho.call(models.atRisk, { query: { limit: '200' } })
    const richest = items.reduce((most, one) => (one.assets > most.assets ? one : most))
    const [full] = await scoresOf(richest.id, 'value')
    expect(full!.score).toBeCloseTo(100, 9)
    const contribution = score!.reasons.find(({ feature }) => feature === 'contribution')!.value!
    const cost = score!.reasons.find(({ feature }) => feature === 'cost')!.value!
    // Two months in which there was anything, at 5.00 each.
    expect([cost, contribution]).toEqual([10, 490.5])
  })
})

describe('versions', () => {
  it('a new one is not in use until somebody says so, and then alone; what the old one said stays', async () => {
    const next = await fitted('rfm')
    expect(next.inUse).toBe(false)
    await firm.ho.call(models.use, { params: { id: next.id } })
    const { items } = await firm.ho.call(models.versions, { params: { kind: 'rfm' } })
    expect(items.filter(({ inUse }) => inUse).map(({ id }) => id)).toEqual([next.id])
    const history = await firm.am.call(models.scores, { params: { id: made.leaving[0]! }, query: { history: 'true' } })
    expect(history.items.filter(({ kind }) => kind === 'rfm').map(({ version }) => version)).toEqual([2, 1])
  })

  it('the same data give the same version', async () => {
    const [one, other] = [await fitted('clusters'), await fitted('clusters')]
    expect(one.report).toEqual(other.report)
  })

  it('one under way is not asked for again, and is told to who looks', async () => {
    await firm.ho.call(models.fit, { params: { kind: 'value' } })
    await expect(refusalOf(firm.ho.call(models.fit, { params: { kind: 'value' } }))).resolves.toMatchObject({
      status: 409,
    })
    const { items } = await firm.bm.call(models.list)
    expect(items.find(({ kind }) => kind === 'value')!.latest!.state).toBe('waiting')
    await fitWaiting(works())
  })

  it('what a worker left half done is begun anew, and nothing of the first try is there', async () => {
    const { id } = await firm.ho.call(models.fit, { params: { kind: 'value' } })
    await api.make((db) =>
      db.rows(
        '',
        `update warehouse.model_versions set state = 'running', attempt = 1, beat_at = now() - interval '5 minutes' where id = $1`,
        [id],
      ),
    )
    expect(await fitWaiting(works())).toBe(true)
    expect(await firm.ho.call(models.open, { params: { id } })).toMatchObject({ state: 'fitted' })
    expect(await fitWaiting(works())).toBe(false)
  })

  it('settings that mean nothing are refused', async () => {
    const asked = firm.ho.call(models.configure, { params: { kind: 'churn' }, body: { settings: { horizonDays: 1 } } })
    await expect(refusalOf(asked)).resolves.toMatchObject({ status: 400 })
  })

  it('a customer out of sight has no scores', async () => {
    await expect(
      refusalOf(firm.am.call(models.scores, { params: { id: made.staying.at(-1)! }, query: {} })),
    ).resolves.toMatchObject({ status: 404 })
  })
})

describe('a new day', () => {
  it('is spoken of by the versions in use, once, beside what they said before', async () => {
    const monday = '2026-11-23'
    await api.make(async (db) => {
      await db.rows('', 'insert into warehouse.valuation_days (day) values ($1)', [monday])
      await db.rows(
        '',
        `insert into warehouse.customer_days
         select (jsonb_populate_record(d, jsonb_build_object('day', $2::text, 'net_inflow', 0))).* from warehouse.customer_days d where day = $1`,
        [LAST_DAY, monday],
      )
    })
    for (const _ of ['churn', 'rfm', 'value']) expect(await scoreAgain(works())).toBe(true)
    expect(await scoreAgain(works())).toBe(false)
    const { items } = await firm.ho.call(models.atRisk, { query: { limit: '200' } })
    expect(new Set(items.map(({ asOf }) => asOf))).toEqual(new Set([monday]))
    const history = await firm.ho.call(models.scores, { params: { id: items[0]!.id }, query: { history: 'true' } })
    const inUse = history.items.filter(({ kind, inUse }) => kind === 'churn' && inUse)
    expect(inUse.map(({ asOf }) => asOf)).toEqual([monday, LAST_DAY])
    const { items: kinds } = await firm.ho.call(models.list)
    expect(kinds.find(({ kind }) => kind === 'churn')!.inUse).toMatchObject({
      scoredOn: monday,
      drift: expect.any(Number),
    })
  })
})

const scoresOf = async (id: string, kind: ModelKind) => {
  const { items } = await firm.ho.call(models.scores, { params: { id }, query: {} })
  return items.filter((score) => score.kind === kind)
}
