import { type CustomerAnalysisReply, customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { customers } from '@rapport/contract/customer/customers'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aCustomer } from '#testing/customer.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { speak } from '#words/words.ts'
import { AnalysisPage } from './analysis-page.tsx'
import { anAnalysis } from './testing.ts'

const id = idOf(5)
const aReply = (over: Partial<CustomerAnalysisReply> = {}): CustomerAnalysisReply => ({
  currencies: ['CNY'],
  benchmarks: [],
  asOf: '2026-01-30',
  pendingSince: null,
  analysis: anAnalysis(),
  ...over,
})

function open(reply: CustomerAnalysisReply, query = '', viewer = aViewer()) {
  answering(customers.open, () => aCustomer({ id, name: 'Wang Wei' }))
  const asked = answering(customerAnalyses.read, () => reply)
  const path = '/customers/:id/analysis'
  return { asked, ...show(<AnalysisPage />, { path, at: `/customers/${id}/analysis${query}`, viewer }) }
}
const section = async (name: string) => within(await screen.findByRole('region', { name }))
/** What stands under the name of a figure. */
const figure = (part: Awaited<ReturnType<typeof section>>, name: string) =>
  part.getByText(name, { selector: 'dt *' }).closest('dt')!.nextElementSibling!.textContent

test('what is undefined is a dash, never 0; what is a ratio has its unit', async () => {
  open(aReply())
  const returns = await section('Returns')
  expect(figure(returns, 'Time-weighted return')).toBe('▲+5.10%')
  expect(figure(returns, 'Time-weighted return a year')).toBe('–')
  expect(figure(returns, 'Money-weighted return (XIRR)')).toBe('▲+71.78%a year; of a shorter period it says little')
  expect(figure(returns, 'Benchmark')).toBe('–')
  const risk = await section('Risk')
  for (const name of ['Maximum drawdown', 'Volatility', 'Beta', 'Tracking error']) expect(figure(risk, name)).toBe('–')
  const trips = await section('Round trips')
  expect(figure(trips, 'Win rate')).toBe('100.00%3 won of 3')
  expect(figure(trips, 'Win to loss')).toBe('–')
})

test('a security shows its three costs side by side, also one below zero', async () => {
  open(aReply())
  const table = within(await screen.findByRole('table', { name: 'Profit and loss by security' }))
  const [, row] = table.getAllByRole('row')
  const cells = within(row!).getAllByRole('cell')
  expect(cells.map(({ textContent }) => textContent).slice(8, 11)).toEqual([
    '5,370.317.6283 a share',
    '5,384.587.6283 a share',
    '-12.00-0.017 a share',
  ])
  expect(cells.at(-1)!.textContent).toBe('▲+4,086.67')
})

test('the period is in the address and asked for; the last twelve months where none is', async () => {
  const { asked, router } = open(aReply(), '', aViewer({ today: '2026-05-20' }))
  await section('Returns')
  expect(asked[0]).toMatchObject({ query: { from: '2025-05-21' } })
  fireEvent.click(screen.getByRole('radio', { name: 'This quarter' }))
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ query: { from: '2026-04-01' } }))
  expect(router.state.location.search).toBe('?period=quarter')
  fireEvent.click(screen.getByRole('radio', { name: 'Since the start' }))
  await waitFor(() => expect(asked.at(-1)!.query).toEqual({}))
})

test('days of one’s own and a benchmark come from a copied link', async () => {
  const { asked } = open(aReply(), `?period=days&from=2026-01-05&to=2026-01-30&benchmark=${idOf(7)}`)
  await section('Returns')
  expect(asked[0]!.query).toEqual({ from: '2026-01-05', to: '2026-01-30', benchmark: idOf(7) })
})

test('a customer without a day that is valued, and one being worked out, are told so', async () => {
  open(aReply({ analysis: null }))
  expect(await screen.findByText('Nothing to analyse in this period')).toBeTruthy()
})

test('figures that are being worked out anew say so', async () => {
  open(aReply({ pendingSince: '2026-01-12' }))
  expect(await screen.findAllByText('Figures from 2026-01-12 on are being worked out anew.')).not.toEqual([])
})

test('what is above the tolerance is named in words', async () => {
  open(aReply())
  const part = await section('Risk tolerance against holdings')
  expect(part.getByText(/may hold up to R3/)).toBeTruthy()
  expect(figure(part, 'Above tolerance')).toBe('100.00%')
  expect(within(part.getByRole('table', { name: 'Above the tolerance' })).getByText('688001.SH')).toBeTruthy()
})

test('in Chinese it is Chinese', async () => {
  await speak('zh-CN')
  try {
    open(aReply(), '', aViewer({ preferences: { locale: 'zh-CN', theme: 'light', rising: 'red' } }))
    const returns = await section('收益')
    expect(figure(returns, '时间加权收益率')).toBe('▲+5.10%')
    expect((await section('交易习惯')).getByText('星期一')).toBeTruthy()
  } finally {
    await speak('en')
  }
})
