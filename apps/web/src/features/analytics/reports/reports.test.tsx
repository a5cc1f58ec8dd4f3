import { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reportSchedules } from '@rapport/contract/analytics/report-schedules'
import { type ReportSubject, reportFields } from '@rapport/contract/analytics/report-subjects'
import { type Report, type ReportAnswer, type ReportInRow, reports } from '@rapport/contract/analytics/reports'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { speak, speakOfAllPages } from '#words/words.ts'
import { withSubject } from './draft.ts'
import { ReportPage } from './report-page.tsx'
import { fieldWord } from './report-words.ts'
import { ReportsPage } from './reports-page.tsx'

const permissions = ['report.build', 'report.share', 'customer.export', 'customer.read', 'account.read'] as const
const viewer = aViewer({ permissions: [...permissions] })
const inRow: ReportInRow = {
  id: idOf(1),
  version: 3,
  name: 'By branch',
  description: null,
  subject: 'customer-months',
  shared: 'nobody',
  owner: { id: viewer.id, name: viewer.name },
  unit: { id: idOf(9), name: 'One' },
  updatedAt: '2026-11-01T00:00:00Z',
  mayEdit: true,
}
const definition = ReportDefinition.parse({
  subject: 'customer-months',
  groups: [{ field: 'level', by: 'month' }],
  pivot: { field: 'month', by: 'month' },
  measures: [{ of: 'sum', field: 'tradedValue' }],
})
const report: Report = { ...inRow, definition, names: {} }
const blank = { today: '2026-11-20', from: '2025-12-01', to: '2026-11-20', pivots: [], morePivots: false }
const grouped: ReportAnswer = {
  ...blank,
  rows: [
    { keys: ['premium'], cells: ['premium'], values: ['300.00'], pivoted: [['100.00'], ['200.00']], customerId: null },
    { keys: [null], cells: [null], values: [null], pivoted: [null, ['5.00']], customerId: null },
  ],
  total: 2,
  totals: ['305.00'],
  pivots: [
    { key: '2026-10-01', label: '2026-10' },
    { key: '2026-11-01', label: '2026-11' },
  ],
}
const records: ReportAnswer = {
  ...blank,
  rows: [
    {
      keys: [],
      cells: ['2026-11-01', '王五', 'C5', 'One', null, '1.00', '-2.00', '200.00'],
      values: [],
      pivoted: [],
      customerId: idOf(5),
    },
  ],
  total: 1,
  totals: [null, null, null, null, null, '1.00', '-2.00', '200.00'],
}
const answers = () =>
  answering(reports.run, ({ body }) => ((body as ReportDefinition).groups.length > 0 ? grouped : records))
beforeEach(() => void answering(reportSchedules.open, () => ({ schedule: null, mailing: true })))
const at = { viewer, at: `/reports/${idOf(1)}`, path: '/reports/:id' }

test('a figure opens the rows behind it, and a row its customer', async () => {
  answering(reports.open, () => report)
  const asked = answers()
  show(<ReportPage />, at)
  const table = await screen.findByRole('table', { name: 'By branch' })
  expect(
    within(table)
      .getAllByRole('row')
      .map((row) => row.textContent),
  ).toEqual([
    expect.stringContaining('2026-102026-11All: Sum: Traded value'),
    'Premium100.00200.00300.00',
    '––5.00–',
    'All305.00',
  ])
  fireEvent.click(within(table).getByRole('link', { name: '200.00' }))
  const behind = await screen.findByRole('table', { name: 'Rows behind Segment level: Premium · Month: 2026-11' })
  expect(within(behind).getByRole('link', { name: '王五' })).toHaveProperty('pathname', `/customers/${idOf(5)}`)
  expect(asked.at(-1)!.body).toMatchObject({
    groups: [],
    where: [
      { is: 'key', field: 'level', value: 'premium' },
      { is: 'key', field: 'month', value: '2026-11-01' },
    ],
  })
  fireEvent.click(screen.getByRole('link', { name: 'Back to the report' }))
  expect(await screen.findByRole('table', { name: 'By branch' })).toBeTruthy()
})

test('what is built is asked for as soon as it is whole, and kept under its version', async () => {
  answering(reports.open, () => report)
  const asked = answers()
  show(<ReportPage />, at)
  await screen.findByRole('table', { name: 'By branch' })
  expect(screen.getByRole('button', { name: 'Save' })).toHaveProperty('disabled', true)
  const times = asked.length
  fireEvent.click(screen.getByPlaceholderText('Add filter'))
  fireEvent.click(await screen.findByRole('option', { name: 'Traded value', hidden: true }))
  expect(await screen.findByText(/not whole yet/)).toBeTruthy()
  fireEvent.change(screen.getByRole('textbox', { name: 'Value of Traded value' }), { target: { value: '1000' } })
  await waitFor(() => expect(asked.length).toBe(times + 1))
  const where = [{ is: 'at-least', field: 'tradedValue', value: '1000' }]
  expect(asked.at(-1)!.body).toMatchObject({ where })
  const sent = answering(reports.edit, () => ({ ...report, version: 4, definition: { ...definition, where } as never }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent.length).toBe(1))
  expect(sent[0]).toMatchObject({ ifMatch: '"3"', body: { definition: { where } } })
})

test('a refusal says what to do next', async () => {
  answering(reports.open, () => report)
  answering(reports.run, () => {
    throw new Refuse(422, 'report.too-long')
  })
  show(<ReportPage />, at)
  expect((await screen.findByRole('alert')).textContent).toMatch(/takes too long.*shorter period/)
})

test('somebody else’s report is kept as one’s own only', async () => {
  answering(reports.open, () => ({ ...report, mayEdit: false, owner: { id: idOf(2), name: 'Li Na' } }))
  answers()
  show(<ReportPage />, at)
  expect(await screen.findByText(/By Li Na/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Remove report' })).toBeNull()
  const sent = answering(reports.create, () => report)
  fireEvent.click(screen.getByRole('button', { name: 'Save as…' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ name: 'By branch', shared: 'nobody', definition }))
})

test('the list tells one’s own from those that others share, and offers standard reports that one may run', async () => {
  answering(reports.list, () => ({
    items: [inRow, { ...inRow, id: idOf(2), name: 'Shared', owner: { id: idOf(3), name: 'Li Na' }, mayEdit: false }],
  }))
  show(<ReportsPage />, { viewer })
  const own = await screen.findByRole('table', { name: 'My reports' })
  expect(within(own).getByRole('link', { name: 'By branch' })).toHaveProperty('pathname', `/reports/${idOf(1)}`)
  const shared = screen.getByRole('table', { name: 'Shared with me' })
  expect(within(shared).getByText('Li Na · One')).toBeTruthy()
  // Each report stands in one of the two.
  expect(within(own).queryByRole('link', { name: 'Shared' })).toBeNull()
  expect(within(shared).queryByRole('link', { name: 'By branch' })).toBeNull()
  expect(screen.getByRole('link', { name: 'Assets and net inflow by unit' })).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Care visits by person' })).toBeNull()
})

test('another subject keeps what can be asked of it too', () => {
  const next = withSubject({ ...definition, sort: { of: 'measure', at: 0, down: true } }, 'trades')
  expect(ReportDefinition.safeParse(next).success).toBe(true)
  expect(next).toMatchObject({ groups: definition.groups, pivot: null, measures: [{ of: 'rows' }], sort: null })
})

test.each(['en', 'zh-CN'] as const)('every field of every subject has a name (%s)', async (locale) => {
  await speak(locale)
  await speakOfAllPages()
  const unnamed = Object.entries(reportFields).flatMap(([subject, fields]) =>
    Object.keys(fields).filter((name) => fieldWord(subject as ReportSubject, name) === name),
  )
  expect(unnamed).toEqual([])
})
