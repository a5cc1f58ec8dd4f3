import { quality } from '@rapport/contract/administration/quality'
import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { onPhone } from '#testing/on-phone.ts'
import { aViewer, show } from '#testing/show.tsx'
import { speak } from '#words/words.ts'
import { QualityPage } from './quality-page.tsx'
import { aDay, aReconciliation } from './testing.ts'

const open = (search = '', viewer = aViewer()) =>
  show(<QualityPage />, { path: '/data-centre/quality', at: `/data-centre/quality${search}`, viewer })

test('each item shows its indicators of the last day in percent with two decimals, its owner and a trend in words', async () => {
  const asked = answering(quality.days, () => ({
    items: [aDay('2026-11-19', { composite: '0.9000' }), aDay('2026-11-20')],
  }))
  open()
  const item = within((await screen.findByRole('heading', { name: 'Fills fills' })).closest('li') as HTMLElement)
  for (const said of ['98.60%', '99.93%', '99.43%', '99.88%', '99.38%', 'Owner: Chen Jing'])
    expect(item.getByText(said), said).toBeTruthy()
  expect(item.getByRole('img', { name: 'Composite over 2 days: at least 90.00%, last 99.38%' })).toBeTruthy()
  expect(asked[0]?.query).toEqual({ from: '2026-10-22', to: '2026-11-20' })
})

test('what is below its threshold is marked with a sign and words, and accuracy has its interval', async () => {
  answering(quality.days, () => ({ items: [aDay('2026-11-20', { below: ['timeliness'] })] }))
  open()
  const item = within((await screen.findByRole('heading', { name: 'Fills fills' })).closest('li') as HTMLElement)
  expect(item.getAllByText(/^Below 99.00%/)).toHaveLength(2)
  expect(item.getByText('99.25%')).toBeTruthy()
  expect(item.getByText('97.82% to 99.74% (397 of 400)')).toBeTruthy()
  expect(item.getAllByText('At least 98.00%')).toHaveLength(3)
})

test('whoever may configure says what an item must come to, in percent; empty is as usual', async () => {
  answering(quality.days, () => ({ items: [aDay('2026-11-20')] }))
  const own = {
    completeness: '0.9950',
    uniqueness: null,
    timeliness: null,
    consistency: null,
    accuracy: null,
    composite: null,
  }
  answering(quality.thresholds, () => own)
  const sent = answering(quality.setThresholds, () => own)
  const { unmount } = open()
  fireEvent.click(await screen.findByRole('button', { name: 'Thresholds: Fills' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Thresholds of Fills' }))
  const field = async (name: string) => (await dialog.findByLabelText(name)) as HTMLInputElement
  expect((await field('Completeness')).value).toBe('99.5%')
  expect((await field('Accuracy')).placeholder).toBe('Usual: 98.00%')
  fireEvent.change(await field('Completeness'), { target: { value: '' } })
  fireEvent.change(await field('Accuracy'), { target: { value: '101' } })
  expect(await dialog.findByText('Give a share between 0 and 100.')).toBeTruthy()
  expect((dialog.getByRole('button', { name: 'Save' }) as HTMLButtonElement).disabled).toBe(true)
  fireEvent.change(await field('Accuracy'), { target: { value: '97.25' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ ...own, completeness: null, accuracy: '0.9725' }))
  unmount()
  open('', aViewer({ permissions: ['data-centre.read', 'data-quality.read'] }))
  expect(await screen.findByRole('heading', { name: 'Fills fills' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Thresholds: Fills' })).toBeNull()
})

test('the days of the address are asked for, and by day a count of refused rows leads to those rows', async () => {
  const asked = answering(quality.days, () => ({
    items: [
      aDay('2026-11-02', {
        composite: null,
        accuracy: null,
        indicators: { completeness: null, uniqueness: null, timeliness: null, consistency: null, accuracy: null },
      }),
    ],
  }))
  const { router } = open('?from=2026-11-01&to=2026-11-05')
  fireEvent.click(await screen.findByRole('button', { name: 'By day: Fills' }))
  const table = within(await screen.findByRole('table', { name: 'Indicators of Fills by day' }))
  const link = table.getByRole('link', { name: '12' })
  expect(link.getAttribute('href')).toMatch(/\?view=rows&itemId=.*&businessDate=2026-11-02$/)
  expect(table.getAllByText('–').length).toBe(6)
  expect(asked[0]?.query).toEqual({ from: '2026-11-01', to: '2026-11-05' })
  expect(router.state.location.search).toContain('item=')
})

test('what does not agree is told with expected, found and difference, and only that can be accepted, for a reason', async () => {
  const asked = answering(quality.reconciliations, () => ({
    items: [
      aReconciliation(),
      aReconciliation({
        id: '0190a000-0000-7000-8000-000000000851',
        kind: 'positions',
        subject: 'positions off',
        expected: '0',
        found: '0',
        difference: '0',
        state: 'green',
      }),
    ],
  }))
  const sent = answering(quality.accept, () => aReconciliation({ state: 'accepted' }))
  open('?view=reconciliations&day=2026-11-20')
  const table = within(await screen.findByRole('table', { name: 'Reconciliations' }))
  for (const said of ['215,640,338.20', '215,614,271.64', '+26,066.56', 'Differs', 'Agrees', 'positions that differ'])
    expect(table.getByText(said), said).toBeTruthy()
  expect(asked[0]?.query).toEqual({ businessDate: '2026-11-20' })
  const buttons = table.getAllByRole('button', { name: /^Accept/ })
  expect(buttons).toHaveLength(1)
  fireEvent.click(buttons[0] as HTMLElement)
  const dialog = within(await screen.findByRole('dialog', { name: /^Accept the difference: Cash/ }))
  expect(dialog.getByText(/with a difference of exactly \+26,066.56/)).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: 'Accept difference' }))
  expect(await dialog.findByText('Fill this in.')).toBeTruthy()
  expect(sent).toHaveLength(0)
  fireEvent.change(dialog.getByLabelText(/^Reason/), { target: { value: 'The counter corrects it tomorrow' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Accept difference' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ reason: 'The counter corrects it tomorrow' }))
})

test('on a phone a reconciliation is two lines, and what differs can be accepted there', async () => {
  onPhone()
  answering(quality.reconciliations, () => ({
    items: [aReconciliation({ found: '215640428.7', difference: '-90.5' })],
  }))
  open('?view=reconciliations')
  const [line] = within(await screen.findByRole('list', { name: 'Reconciliations' })).getAllByRole('listitem')
  expect(line?.textContent).toContain('Expected 215,640,338.20, found 215,640,428.70: −90.50')
  expect(screen.queryByRole('table')).toBeNull()
  fireEvent.click(within(line as HTMLElement).getByRole('button', { name: /^Accept/ }))
  expect(await screen.findByRole('dialog', { name: /^Accept the difference/ })).toBeTruthy()
})

test('that somebody else has accepted it in between is told in words', async () => {
  answering(quality.reconciliations, () => ({ items: [aReconciliation()] }))
  answering(quality.accept, () => {
    throw new Refuse(409, 'reconciliation.not-red')
  })
  open(`?view=reconciliations&accept=${aReconciliation().id}`)
  const dialog = within(await screen.findByRole('dialog', { name: /^Accept the difference/ }))
  fireEvent.change(dialog.getByLabelText(/^Reason/), { target: { value: 'known' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Accept difference' }))
  expect(await dialog.findByText('This agrees by now, or somebody has accepted it.')).toBeTruthy()
})

test('who may only see rows in quarantine sees those and nothing else of the data centre', async () => {
  answering(qualityIssues.list, () => ({ items: [], total: 0, next: null }))
  const { unmount } = open('?view=rules', aViewer({ permissions: ['data-quality.read'] }))
  expect(await screen.findByText('No rows here')).toBeTruthy()
  const tabs = within(screen.getByRole('navigation', { name: 'Data centre' })).getAllByRole('link')
  expect(tabs.map((tab) => tab.textContent)).toEqual(['Data quality'])
  expect(screen.queryByRole('link', { name: 'Rules' })).toBeNull()
  unmount()
  open('', aViewer({ permissions: [] }))
  expect(await screen.findByText('You may not open this page')).toBeTruthy()
})

test('the same in Chinese', async () => {
  answering(quality.days, () => ({ items: [aDay('2026-11-20')] }))
  await speak('zh-CN')
  try {
    open('', aViewer({ preferences: { locale: 'zh-CN', theme: 'light', rising: 'red' } }))
    expect(await screen.findByText('负责人：Chen Jing')).toBeTruthy()
    expect(screen.getByRole('link', { name: '隔离数据' })).toBeTruthy()
  } finally {
    await speak('en')
  }
})
