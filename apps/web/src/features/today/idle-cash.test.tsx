import { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { type ReportAnswer, reports } from '@rapport/contract/analytics/reports'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { IdleCash } from './idle-cash.tsx'

test('idle cash leads to the report that lists all of it, under the same filter', async () => {
  const row = { keys: [], cells: ['王五', 'One', '50000', null], values: [], pivoted: [], customerId: idOf(5) }
  const answer: ReportAnswer = {
    today: '2026-11-20',
    from: null,
    to: null,
    rows: [row],
    total: 31,
    totals: [],
    pivots: [],
    morePivots: false,
  }
  const asked = answering(reports.run, () => answer)
  show(<IdleCash />)
  const all = await screen.findByRole('link', { name: /31/ })
  const to = new URL(all.getAttribute('href')!, 'http://here')
  expect(to.pathname).toBe('/reports/new')
  const whole = ReportDefinition.parse(JSON.parse(to.searchParams.get('d')!))
  expect(whole).toEqual({ ...(asked[0]!.body as ReportDefinition), limit: 1000 })
})
