import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { expectedEvents, fitBgNbd, logLikelihood } from './bg-nbd.ts'
import { expectedValue, fitGammaGamma, populationValue } from './gamma-gamma.ts'
import { type Purchase, purchaseHistories } from './purchase-histories.ts'
import { SHARED } from './testing.ts'

const FOLDER = join(SHARED, 'cdnow')
const ABSENT = `the public purchases are not here (${FOLDER}); RAPPORT_SHARED_DATA says where they lie`

/** Lines of customer, (customer of the sample,) yyyymmdd, number, dollars. */
function purchasesIn(name: string): Purchase[] {
  const file = readFileSync(join(FOLDER, name))
  const text = (name.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8')
  return text
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length >= 4 && Number.isFinite(Number(fields[0])))
    .map((fields) => {
      const [date, , value] = fields.slice(-3)
      return { customer: fields[0]!, at: dayOf(date!), value: Number(value) }
    })
}

const dayOf = (date: string) =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8))) / 86_400_000

/** The papers look at 39 weeks, and at the 39 that follow. */
const [END, HOLDOUT_END] = ['19970930', '19980630'].map(dayOf) as [number, number]

/** Days on which each customer came in the holdout. */
function laterEvents(purchases: readonly Purchase[]): Map<string, number> {
  const days = new Set(
    purchases.filter(({ at }) => at > END && at <= HOLDOUT_END).map(({ customer, at }) => `${customer}/${at}`),
  )
  const counts = new Map<string, number>()
  for (const day of days) {
    const [customer] = day.split('/') as [string]
    counts.set(customer, (counts.get(customer) ?? 0) + 1)
  }
  return counts
}

function holdout(purchases: readonly Purchase[]) {
  const histories = purchaseHistories(purchases, END, 7)
  const model = fitBgNbd(histories)
  const later = laterEvents(purchases)
  const rows = histories.map((history) => ({
    expected: expectedEvents(model, history, 39),
    naive: history.repeats * (39 / Math.max(history.age, 1)),
    actual: later.get(history.customer) ?? 0,
  }))
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    model,
    ratio: sum(({ expected }) => expected) / sum(({ actual }) => actual),
    meanError: sum(({ expected, actual }) => Math.abs(expected - actual)) / rows.length,
    naiveError: sum(({ naive, actual }) => Math.abs(naive - actual)) / rows.length,
  }
}

describe.skipIf(!existsSync(FOLDER))(`lifetime value on public purchases (skipped where absent: ${ABSENT})`, () => {
  const sample = existsSync(FOLDER) ? purchasesIn('CDNOW_sample.txt') : []
  const histories = purchaseHistories(sample, END, 7)

  test('BG/NBD on the sample has the published estimates and log-likelihood', () => {
    const model = fitBgNbd(histories)
    expect(histories).toHaveLength(2357)
    expect(model.logLikelihood).toBeCloseTo(-9582.4, 1)
    expect(model.r).toBeCloseTo(0.243, 3)
    expect(model.alpha).toBeCloseTo(4.414, 2)
    expect(model.a).toBeCloseTo(0.793, 2)
    expect(model.b).toBeCloseTo(2.426, 2)
  })

  test('no start finds more than the maximum: the published estimates are not better', () => {
    const { logLikelihood: best } = fitBgNbd(histories)
    const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
    const there = histories.reduce((sum, history) => sum + logLikelihood(published, history), 0)
    expect(best).toBeGreaterThanOrEqual(there)
  })

  test('Gamma-Gamma on the sample has the published estimates', () => {
    const model = fitGammaGamma(histories)
    expect(model.p).toBeCloseTo(6.25, 1)
    expect(model.q).toBeCloseTo(3.74, 1)
    expect(model.gamma).toBeCloseTo(15.44, 0)
    expect(populationValue(model)).toBeCloseTo(35.22, 0)
    expect(Math.abs(model.correlation)).toBeLessThan(0.3)
    expect(expectedValue(model, { repeats: 12, mean: 50 })).toBeCloseTo(49.48, 0)
  })

  test('what is expected of the next 39 weeks is what came, within 15 %, and nearer than "as before"', () => {
    const { ratio, meanError, naiveError } = holdout(sample)
    expect(ratio).toBeGreaterThan(0.85)
    expect(ratio).toBeLessThan(1.15)
    expect(meanError).toBeLessThan(naiveError)
  })

  test('so it is for all customers of the shop', () => {
    const { ratio, meanError, naiveError, model } = holdout(purchasesIn('CDNOW_master.txt.gz'))
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.2)
    expect(meanError).toBeLessThan(naiveError)
    expect(model.r).toBeGreaterThan(0.1)
    expect(model.r).toBeLessThan(0.5)
  })
})
