import { type QualitySampleDetails, qualitySamples } from '@rapport/contract/administration/quality-samples'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { QualityPage } from '#features/administration/quality/quality-page.tsx'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'

type Row = QualitySampleDetails['rows'][number]
const aRow = (ordinal: number, over: Partial<Row> = {}): Row => ({
  id: idOf(900 + ordinal),
  ordinal,
  cells: [
    { field: 'customerNo', said: 'C100', masked: false },
    { field: 'amount', said: '12.5', masked: false },
    { field: 'note', said: '138****5678', masked: true },
  ],
  verdict: null,
  note: null,
  markedBy: null,
  markedAt: null,
  ...over,
})
const aSample = (over: Partial<QualitySampleDetails> = {}): QualitySampleDetails => ({
  id: idOf(860),
  item: { id: idOf(800), code: 'fills', name: 'Fills' },
  businessDate: '2026-11-20',
  batchId: idOf(820),
  seed: 'seed',
  size: 50,
  drawn: 3,
  accuracy: null,
  drawnBy: 'Chen Jing',
  drawnAt: '2026-11-20T10:30:05Z',
  closedBy: null,
  closedAt: null,
  rows: [aRow(1), aRow(2), aRow(3, { cells: null })],
  ...over,
})
const listed = ({ rows: _, ...sample }: QualitySampleDetails) => sample
const open = (search = '', viewer = aViewer({ permissions: ['data-quality.read', 'data-quality.fix'] })) =>
  show(<QualityPage />, { path: '/data-centre/quality', at: `/data-centre/quality?view=samples${search}`, viewer })
const button = (name: string) => screen.getByRole('button', { name }) as HTMLButtonElement

test('a sample is drawn of an item that is there for the day, and opens', async () => {
  answering(qualitySamples.list, () => ({ items: [], total: 0, next: null }))
  // The later answer goes first: `choices` must not be taken for the id of a sample.
  answering(qualitySamples.open, () => aSample())
  const asked = answering(qualitySamples.choices, () => ({ items: [{ id: idOf(800), code: 'fills', name: 'Fills' }] }))
  const sent = answering(qualitySamples.draw, () => listed(aSample()))
  const { router } = open()
  expect(await screen.findByText('No samples yet')).toBeTruthy()
  fireEvent.click(button('Draw sample'))
  const dialog = within(await screen.findByRole('dialog', { name: 'Draw sample' }))
  await waitFor(() => expect(asked[0]?.query).toEqual({ businessDate: '2026-11-20' }))
  fireEvent.click(dialog.getByRole('combobox', { name: /^Item/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'Fills · fills', hidden: true }))
  fireEvent.click(dialog.getByRole('button', { name: 'Draw sample' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ itemId: idOf(800), businessDate: '2026-11-20', size: 50 }))
  await waitFor(() => expect(router.state.location.search).toBe(`?view=samples&sample=${idOf(860)}`))
})

test('rows are marked right or wrong with a note and sent together; what is out of sight cannot be marked', async () => {
  answering(qualitySamples.open, () => aSample())
  const sent = answering(qualitySamples.mark, () => listed(aSample()))
  open(`&sample=${idOf(860)}`)
  const first = within(await screen.findByRole('listitem', { name: 'Row 1' }))
  expect(first.getByText('C100')).toBeTruthy()
  expect(first.getByText('Masked')).toBeTruthy()
  const third = within(screen.getByRole('listitem', { name: 'Row 3' }))
  expect(third.getByText('This row is not in your sight, or has been corrected since.')).toBeTruthy()
  expect(third.queryByRole('radio')).toBeNull()
  expect(screen.getByText('2 rows are not checked yet')).toBeTruthy()
  fireEvent.click(first.getByRole('radio', { name: 'Wrong' }))
  fireEvent.change(first.getByLabelText('Note: Row 1'), { target: { value: 'another amount' } })
  fireEvent.click(within(screen.getByRole('listitem', { name: 'Row 2' })).getByRole('radio', { name: 'Right' }))
  expect(button('Close sample').disabled).toBe(true)
  fireEvent.click(button('Save 2 marks'))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      marks: [
        { rowId: idOf(901), verdict: 'wrong', note: 'another amount' },
        { rowId: idOf(902), verdict: 'right', note: null },
      ],
    }),
  )
})

test('a sample is closed once all that can be looked at is marked, and a refusal is told', async () => {
  const rows = [aRow(1, { verdict: 'right', markedBy: 'Chen Jing', markedAt: '2026-11-20T11:00:00Z' })]
  answering(qualitySamples.open, () => aSample({ rows }))
  const closed = answering(qualitySamples.close, () => {
    throw new Refuse(409, 'sample.closed')
  })
  open(`&sample=${idOf(860)}`)
  fireEvent.click(await screen.findByRole('button', { name: 'Close sample' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Close this sample?' }))
  fireEvent.click(dialog.getByRole('button', { name: 'Close sample' }))
  expect(await dialog.findByText(/This sample is closed\./)).toBeTruthy()
  expect(closed).toHaveLength(1)
})

test('of a closed one, and to who may not mark, it says what was found', async () => {
  const accuracy = { right: 1, checked: 2, share: '0.5000', low: '0.0945', high: '0.9055' }
  const rows = [
    aRow(1, { verdict: 'wrong', note: 'another amount', markedBy: 'Chen Jing', markedAt: '2026-11-20T11:00:00Z' }),
  ]
  answering(qualitySamples.list, () => ({
    items: [listed(aSample({ accuracy, closedAt: '2026-11-20T12:00:00Z', closedBy: 'Li Wei' }))],
    total: 1,
    next: null,
  }))
  answering(qualitySamples.open, () =>
    aSample({ accuracy, rows, closedAt: '2026-11-20T12:00:00Z', closedBy: 'Li Wei' }),
  )
  const { unmount } = open()
  expect(await screen.findByText('9.45% to 90.55% (1 of 2)')).toBeTruthy()
  unmount()
  open(`&sample=${idOf(860)}`)
  const row = within(await screen.findByRole('listitem', { name: 'Row 1' }))
  expect(row.getByText('Wrong')).toBeTruthy()
  expect(row.getByText('another amount')).toBeTruthy()
  expect(row.queryByRole('radio')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Close sample' })).toBeNull()
  expect(screen.getByText('50.00%')).toBeTruthy()
})
