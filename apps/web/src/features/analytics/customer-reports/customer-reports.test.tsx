import {
  type CustomerReport,
  customerReports,
  type ReportBatch,
  reportBatches,
} from '@rapport/contract/analytics/customer-reports'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { speak } from '#words/words.ts'
import { daysOf } from './bulk-periods.ts'
import { CustomerReports } from './customer-reports.tsx'
import { MakeReport } from './make-report.tsx'
import { SegmentReports } from './segment-reports.tsx'

const may = aViewer({ permissions: ['account.read', 'report.create', 'segment.build'] })
const aReport = (over: Partial<CustomerReport> = {}): CustomerReport => ({
  id: idOf(1),
  customerId: idOf(5),
  state: 'made',
  failure: null,
  from: '2026-01-01',
  to: '2026-01-31',
  currency: 'CNY',
  language: 'zh-CN',
  template: 1,
  bytes: 60_000,
  askedBy: { id: idOf(9), name: 'Li Na' },
  askedAt: '2026-02-01T02:00:00Z',
  endedAt: '2026-02-01T02:00:01Z',
  sending: null,
  ...over,
})
const aBatch = (over: Partial<ReportBatch> = {}): ReportBatch => ({
  id: idOf(2),
  segmentId: idOf(7),
  state: 'running',
  from: '2026-01-01',
  to: '2026-01-31',
  language: 'en',
  customers: 40,
  made: 9,
  failed: 1,
  failures: [{ failure: 'nothing-valued', customers: 1 }],
  askedAt: '2026-02-01T02:00:00Z',
  endedAt: null,
  ...over,
})

test('a made report is a link to its file, and is sent by who may', async () => {
  answering(customerReports.list, () => ({ items: [aReport()], sendable: 'yes' as const }))
  const sent = answering(customerReports.send, () => aReport())
  show(<CustomerReports customerId={idOf(5)} />, { viewer: may })
  const link = await screen.findByRole('link', { name: 'Download the report of 2026-01-01 to 2026-01-31' })
  expect(link.getAttribute('href')).toBe(`/api/customer-reports/${idOf(1)}/file`)
  fireEvent.click(screen.getByRole('button', { name: 'Send by e-mail' }))
  await waitFor(() => expect(sent).toHaveLength(1))
})

test('what stands against sending is said, and there is no button for it', async () => {
  answering(customerReports.list, () => ({ items: [aReport()], sendable: 'do-not-contact' as const }))
  show(<CustomerReports customerId={idOf(5)} />, { viewer: may })
  await screen.findByText('Cannot be sent: the customer wants no letters.')
  expect(screen.queryByRole('button', { name: 'Send by e-mail' })).toBeNull()
})

test('why a report was not made, who sent one and when, and that there is none', async () => {
  const sending = {
    state: 'sent' as const,
    failure: null,
    by: { id: idOf(9), name: 'Li Na' },
    sentAt: '2026-02-01T03:00:00Z',
  }
  const items = [aReport({ sending }), aReport({ id: idOf(3), state: 'failed', failure: 'nothing-valued' })]
  answering(customerReports.list, () => ({ items, sendable: 'yes' as const }))
  const { unmount } = show(<CustomerReports customerId={idOf(5)} />, { viewer: may })
  await screen.findByText('The customer was not valued in the period.')
  screen.getByText(/sent by Li Na, 2026-02-01 11:00/)
  unmount()
  answering(customerReports.list, () => ({ items: [], sendable: 'yes' as const }))
  show(<CustomerReports customerId={idOf(6)} />, { viewer: may })
  await screen.findByText(/No report of this customer was made yet/)
})

test('is asked for over the days of the page in the language chosen, and shown until it is made', async () => {
  let state: CustomerReport['state'] = 'waiting'
  const asked = answering(customerReports.create, () => aReport({ state }))
  answering(customerReports.list, () => ({ items: asked.length ? [aReport({ state })] : [], sendable: 'yes' as const }))
  const of = { customerId: idOf(5), from: '2026-01-01', to: undefined, currency: 'CNY', benchmark: undefined }
  show(<MakeReport {...of} />, { viewer: may })
  fireEvent.click(screen.getByRole('button', { name: 'PDF report' }))
  fireEvent.click(await screen.findByRole('radio', { name: '中文' }))
  fireEvent.click(screen.getByRole('button', { name: 'Make report' }))
  await screen.findByText('waiting')
  expect(asked[0]!.body).toEqual({ language: 'zh-CN', from: '2026-01-01', currency: 'CNY' })
  state = 'made'
  await screen.findByRole('link', { name: /Download the report/ }, { timeout: 4000 })
})

test('is not offered to who may not make reports', () => {
  const of = { customerId: idOf(5), from: undefined, to: undefined, currency: 'CNY', benchmark: undefined }
  show(<MakeReport {...of} />, { viewer: aViewer({ permissions: ['account.read'] }) })
  expect(screen.queryByRole('button')).toBeNull()
})

test('a bulk shows how far it is with its bar, and is stopped', async () => {
  answering(reportBatches.list, () => ({ items: [aBatch()] }))
  const stopped = answering(reportBatches.stop, () => aBatch({ state: 'stopped' }))
  show(<SegmentReports segmentId={idOf(7)} />, { viewer: may })
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('25')
  screen.getByText(/10 of 40 customers/)
  screen.getByText('1: The customer was not valued in the period.')
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }))
  await waitFor(() => expect(stopped).toHaveLength(1))
})

test('a bulk that ended is one archive, with how many were not made, in Chinese too', async () => {
  answering(reportBatches.list, () => ({ items: [aBatch({ state: 'done', made: 39 })] }))
  show(<SegmentReports segmentId={idOf(7)} />, { viewer: may })
  await act(() => speak('zh-CN'))
  const link = await screen.findByRole('link', { name: '全部下载（zip）' })
  expect(link.getAttribute('href')).toBe(`/api/report-batches/${idOf(2)}/file`)
  screen.getByText(/已生成 39 份 · 1 份未生成/)
  await act(() => speak('en'))
})

test('a bulk that is refused says why', async () => {
  answering(reportBatches.list, () => ({ items: [] }))
  answering(reportBatches.create, () => {
    throw new Refuse(422, 'report.nobody')
  })
  show(<SegmentReports segmentId={idOf(7)} />, { viewer: may })
  await screen.findByText('You have made no reports of this segment yet.')
  fireEvent.click(screen.getByRole('button', { name: 'PDF reports' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Make report' }))
  await screen.findByText('Nobody in this segment is in your sight.')
})

test('last month is the whole of it', () => {
  expect(daysOf('month', '2026-03-15')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(daysOf('start', '2026-03-15')).toEqual({})
})
