import type { ModelReport } from '@rapport/contract/analytics/model-reports'
import { type CustomerScore, type ModelVersion, models } from '@rapport/contract/analytics/models'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CustomerScores } from './customer-scores.tsx'
import { CustomersAtRiskPage } from './customers-at-risk-page.tsx'
import { ModelPage } from './model-page.tsx'
import { ModelsPage } from './models-page.tsx'

const version = (over: Partial<ModelVersion> = {}): ModelVersion => ({
  id: idOf(40),
  kind: 'churn',
  number: 1,
  state: 'fitted',
  step: null,
  done: 1,
  failure: null,
  trained: { from: '2026-03-25', to: '2026-08-22' },
  validated: { from: '2026-08-22', to: '2026-11-20' },
  scoredOn: '2026-11-20',
  customers: 4_321,
  drift: 0.0123,
  inUse: true,
  askedBy: { id: idOf(1), name: 'Li Na' },
  askedAt: '2026-11-20T01:00:00Z',
  finishedAt: '2026-11-20T01:01:00Z',
  ...over,
})
const report: ModelReport = {
  kind: 'churn',
  trained: { customers: 900, left: 80 },
  tested: { customers: 300, left: 31 },
  auc: 0.8123,
  prAuc: null,
  ks: 0.5,
  brier: 0.07,
  lift5: 4.2,
  lift10: 3.1,
  roc: [
    { falsePositives: 0, truePositives: 0 },
    { falsePositives: 1, truePositives: 1 },
  ],
  calibration: [{ count: 30, predicted: 0.05, observed: 0.04 }],
  coefficients: [{ feature: 'outflow20Share', is: null, weight: 0.91 }],
  intercept: -2.1,
}

test('a kind that was never fitted says so, and head office asks for a fit that shows how far it has come', async () => {
  let asked = 0
  answering(models.list, () => ({
    items: [
      {
        kind: 'churn' as const,
        settings: {},
        inUse: null,
        latest: asked === 0 ? null : version({ state: 'running', step: 'fit', done: 0.5, inUse: false }),
      },
    ],
  }))
  answering(models.fit, () => {
    asked++
    return version({ state: 'waiting' })
  })
  show(<ModelsPage />, { path: '/models', at: '/models' })
  await screen.findByText('Not fitted yet')
  fireEvent.click(screen.getByRole('button', { name: 'Fit' }))
  await screen.findByText('Being fitted · fitting · 50.00%')
  expect(asked).toBe(1)
})

test('who may not fit is not offered to', async () => {
  answering(models.list, () => ({
    items: [{ kind: 'churn' as const, settings: {}, inUse: version(), latest: version() }],
  }))
  show(<ModelsPage />, { path: '/models', at: '/models', viewer: aViewer({ permissions: ['chart.read'] }) })
  await screen.findByText('4,321')
  expect(screen.queryByRole('button', { name: 'Fit' })).toBeNull()
})

test('a version tells its measures, an undefined one as a dash, and can be made the one in use', async () => {
  let used = ''
  const older = version({ id: idOf(41), number: 1 })
  const newer = version({ id: idOf(42), number: 2, inUse: false })
  answering(models.versions, () => ({ items: [newer, older] }))
  answering(models.open, () => ({ ...newer, settings: {}, report }))
  answering(models.list, () => ({
    items: [{ kind: 'churn' as const, settings: { horizonDays: 90 }, inUse: older, latest: newer }],
  }))
  answering(models.use, ({ address }) => {
    used = address
    return { ...newer, inUse: true }
  })
  show(<ModelPage />, { path: '/models/:kind', at: `/models/churn?version=${newer.id}` })
  await screen.findByText(/^0\.812/)
  expect(screen.getByText('Precision-recall area').nextSibling?.textContent).toBe('–')
  expect(await screen.findByLabelText('Horizon, days')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Use this version' }))
  await waitFor(() => expect(used).toContain(newer.id))
})

test('an address of no model is no page', async () => {
  show(<ModelPage />, { path: '/models/:kind', at: '/models/oracle' })
  await screen.findByRole('alert')
})

test('a customer at risk stands with probability, assets, signals and reasons in words', async () => {
  answering(models.atRisk, () => ({
    items: [
      {
        id: idOf(50),
        customerNo: 'C1',
        name: 'Wang Wei',
        level: null,
        owner: null,
        unit: { id: idOf(2), name: 'Branch 1' },
        asOf: '2026-11-20',
        version: 3,
        probability: 0.4321,
        assets: 250_000,
        reasons: [{ feature: 'outflow20Share', amount: 0.8, value: 0.5 }],
        signals: ['outflow-20-days'],
      },
    ],
    total: 1,
    next: null,
  }))
  show(<CustomersAtRiskPage />, { path: '/customers-at-risk', at: '/customers-at-risk' })
  const row = (await screen.findByText('Wang Wei')).closest('[role=row]') as HTMLElement
  for (const text of ['43.21%', 'half taken out within four weeks', 'outflow of four weeks'])
    expect(within(row).getByText(text)).toBeDefined()
  expect(screen.getByText(/version 3, as of 2026-11-20/)).toBeDefined()
})

test('what models say of a customer carries version and day, and a model that says nothing is not there', async () => {
  const score = (over: Partial<CustomerScore>): CustomerScore => ({
    kind: 'rfm',
    versionId: idOf(40),
    version: 2,
    inUse: true,
    asOf: '2026-11-20',
    score: 13,
    class: 'R5F4M4',
    reasons: [],
    signals: [],
    ...over,
  })
  const reasons = [{ feature: 'assets', amount: 20.5, value: 120_000 }]
  answering(models.scores, () => ({ items: [score({}), score({ kind: 'value', score: 73.24, class: null, reasons })] }))
  show(<CustomerScores customerId={idOf(50)} />)
  await screen.findByText('R5F4M4')
  expect(screen.getByText('73.2 of 100')).toBeDefined()
  expect(screen.getByText('assets 120,000 (20.5)')).toBeDefined()
  expect(screen.getAllByText('version 2, as of 2026-11-20')).toHaveLength(2)
  expect(screen.queryByText('Lifetime value')).toBeNull()
})
