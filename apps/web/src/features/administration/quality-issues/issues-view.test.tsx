import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aRun } from '#features/administration/etl-runs/testing.ts'
import { QualityPage } from '#features/administration/quality/quality-page.tsx'
import { anIssue, anItem } from '#features/administration/quality/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'

function open(search = '', issue: QualityIssueDetails = anIssue(), viewer = aViewer()) {
  answering(collectionItems.list, () => ({ items: [anItem()] }))
  answering(collectionItems.open, () => anItem())
  const { cells: _, ...row } = issue
  const asked = answering(qualityIssues.list, ({ query }) => ({
    items: [row],
    total: query.state === 'fixed' ? 3 : 1,
    next: null,
  }))
  answering(qualityIssues.open, () => issue)
  const at = `/data-centre/quality?view=rows${search}`
  return { asked, ...show(<QualityPage />, { path: '/data-centre/quality', at, viewer }) }
}
const openPanel = async () => {
  const panel = within(await screen.findByRole('complementary', { name: 'Fills, line 41' }))
  await panel.findByRole('table', { name: 'What the row says' })
  return panel
}

test('item, state and date of the address are what is asked for; reasons are words; counts lead to their rows', async () => {
  const { asked } = open(`&itemId=${idOf(800)}&state=held&businessDate=2026-11-20`)
  expect(await screen.findByText('State is Held')).toBeTruthy()
  expect(await screen.findByText('Quantity: Give a number.')).toBeTruthy()
  const wanted = { itemId: idOf(800), businessDate: '2026-11-20' }
  expect(asked.map(({ query }) => query)).toContainEqual({ ...wanted, state: 'held' })
  const fixed = await screen.findByRole('link', { name: 'Fixed 3' })
  expect(fixed.getAttribute('href')).toBe(
    `/data-centre/quality?view=rows&itemId=${idOf(800)}&businessDate=2026-11-20&state=fixed`,
  )
})

test('what a row breaks by a rule of the firm names the rule', async () => {
  open('', anIssue({ reasons: [{ field: '', code: 'rule:qty-range' }] }))
  expect(await screen.findByText('It breaks the rule qty-range.')).toBeTruthy()
})

test('a masked cell is marked and cannot be changed; a fix sends what was changed and nothing else', async () => {
  open(`&row=${idOf(810)}`)
  const sent = answering(qualityIssues.fix, () => anIssue({ state: 'fixed', version: 3 }))
  const panel = await openPanel()
  expect(panel.getAllByText('Masked')).toHaveLength(1)
  fireEvent.click(panel.getByRole('button', { name: 'Fix row' }))
  expect(panel.queryByLabelText(/^cust/)).toBeNull()
  const quantity = panel.getByLabelText('qty, Quantity')
  // What it is held for stands at its cell before anything is tried.
  expect(panel.getByText('Give a number.')).toBeTruthy()
  expect(panel.getByRole<HTMLButtonElement>('button', { name: /^Keep/ }).disabled).toBe(true)
  fireEvent.change(quantity, { target: { value: '100' } })
  fireEvent.click(panel.getByRole('button', { name: 'Keep 1 change' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ cells: { qty: '100' }, note: null }))
  expect(sent[0]?.ifMatch).toContain('2')
})

test('what is still wrong stands at the cell that it is about, and else above the button', async () => {
  open(`&row=${idOf(810)}`)
  answering(qualityIssues.fix, () => {
    throw new Refuse(422, 'invalid', {
      errors: [
        { field: 'quantity', code: 'decimal.negative' },
        { field: 'securityCode', code: 'security.unknown' },
      ],
    })
  })
  const panel = await openPanel()
  fireEvent.click(panel.getByRole('button', { name: 'Fix row' }))
  fireEvent.change(panel.getByLabelText('qty, Quantity'), { target: { value: '-1' } })
  fireEvent.click(panel.getByRole('button', { name: 'Keep 1 change' }))
  const wrong = await panel.findByText('This must not be negative.')
  expect(wrong.closest('.mantine-TextInput-root')?.querySelector('input')?.value).toBe('-1')
  expect(panel.getByRole('alert').textContent).toContain('There is no such security.')
})

test('a row is dismissed for a reason', async () => {
  open(`&row=${idOf(810)}`)
  const sent = answering(qualityIssues.dismiss, () => anIssue({ state: 'dismissed', version: 3 }))
  const panel = await openPanel()
  fireEvent.click(panel.getByRole('button', { name: 'Dismiss row' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Dismiss line 41?' }))
  fireEvent.click(dialog.getByRole('button', { name: 'Dismiss row' }))
  expect(await dialog.findByText('Fill this in.')).toBeTruthy()
  fireEvent.change(dialog.getByLabelText(/^Reason/), { target: { value: 'a test row of the counter' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Dismiss row' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ note: 'a test row of the counter' }))
})

test('a replay of the batch leads to its run in the console', async () => {
  const { router } = open(`&row=${idOf(810)}`, anIssue({ state: 'fixed' }))
  const sent = answering(qualityIssues.replay, () => aRun(7, { cause: 'replay', state: 'waiting' }))
  const panel = await openPanel()
  fireEvent.click(panel.getByRole('button', { name: 'Replay batch' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Replay the fixed rows of this batch?' }))
  fireEvent.click(dialog.getByRole('button', { name: 'Replay fixed rows' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ batchId: idOf(820) }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/data-centre'))
  expect(router.state.location.search).toBe(`?day=2026-11-20&run=${idOf(607)}`)
})

test('who may only look is offered neither fixing nor replaying, and a row that went in neither', async () => {
  const { unmount } = open(`&row=${idOf(810)}`, anIssue(), aViewer({ permissions: ['data-quality.read'] }))
  const panel = await openPanel()
  expect(panel.queryByRole('button', { name: /^(Fix|Dismiss|Replay)/ })).toBeNull()
  expect(panel.getByText(/^Your role may not change what a row says/)).toBeTruthy()
  unmount()
  open(`&row=${idOf(810)}`, anIssue({ state: 'replayed' }))
  const other = await openPanel()
  expect(other.queryByRole('button', { name: /^(Fix|Dismiss|Replay)/ })).toBeNull()
})
