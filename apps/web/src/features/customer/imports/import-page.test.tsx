import { type Import, imports } from '@rapport/contract/customer/imports'
import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { ImportPage } from './import-page.tsx'
import { secondsLeft } from './time-left.ts'

const one = (over: Partial<Import> = {}): Import => ({
  id: idOf(70),
  kind: 'trades',
  mode: 'upsert',
  fileName: 'fills.csv',
  state: 'done',
  bytesRead: 100,
  bytesTotal: 100,
  rows: 1234,
  created: 1200,
  updated: 10,
  unchanged: 20,
  refused: 4,
  made: { customers: 10, accounts: 11, securities: 0 },
  reasons: [
    { field: 'quantity', code: 'quantity.negative', count: 3 },
    { field: '', code: 'row.columns', count: 1 },
  ],
  failure: null,
  startedBy: 'Li Na',
  createdAt: '2026-11-20T01:00:00Z',
  startedAt: '2026-11-20T01:00:01Z',
  finishedAt: '2026-11-20T01:01:00Z',
  ...over,
})
const open = () => show(<ImportPage />, { path: '/imports/:id', at: `/imports/${idOf(70)}` })

test('an import under way is asked again until it has ended', async () => {
  let asked = 0
  answering(imports.open, () => one(++asked < 2 ? { state: 'running', bytesRead: 40 } : {}))
  open()
  expect(await screen.findByText(/^40%, 1,234 rows read/)).toBeTruthy()
  await waitFor(() => expect(screen.getByText('Download refused rows')).toBeTruthy(), { timeout: 8000 })
  expect(screen.queryByRole('progressbar')).toBeNull()
})

test('it ends with what became of the rows, why, and how to go on', async () => {
  answering(imports.open, () => one())
  open()
  await screen.findByText('The row has more or fewer columns than the first line.')
  expect(screen.getByText('A quantity is not negative; the side says whether it was bought or sold.')).toBeTruthy()
  expect(screen.getByText('Customers 10 · Accounts 11')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Download refused rows' }).getAttribute('href')).toBe(
    `/api/imports/${idOf(70)}/refused-rows`,
  )
  expect(screen.getByRole('link', { name: 'Import corrected file' }).getAttribute('href')).toBe(
    '/imports/new?kind=trades&mode=upsert',
  )
})

test('one that stopped says why', async () => {
  answering(imports.open, () => one({ state: 'failed', failure: 'file.damaged' }))
  open()
  expect((await screen.findByRole('alert')).textContent).toContain('The compressed file is damaged.')
})

test('time left follows the pace since one looked', () => {
  expect(secondsLeft({ at: 0, fraction: 0.2 }, { at: 10_000, fraction: 0.4 })).toBe(30)
  expect(secondsLeft({ at: 0, fraction: 0.2 }, { at: 500, fraction: 0.4 })).toBeUndefined()
})
