import { users } from '@rapport/contract/administration/organisation'
import { type Import, type ImportPreview, imports } from '@rapport/contract/customer/imports'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { headOf } from './import-form.ts'
import { NewImportPage } from './new-import-page.tsx'

const preview = (over: Partial<ImportPreview> = {}): ImportPreview => ({
  encoding: 'gb18030',
  compressed: false,
  columns: ['客户号', 'Segment', 'Phone'],
  rows: [
    ['C1', 'mass', '13800000001'],
    ['C2', 'VIP', '138'],
  ],
  fields: [
    { name: 'customerNo', required: true, values: null },
    { name: 'level', required: false, values: ['mass', 'premium'] },
    { name: 'mobile', required: false, values: null },
    { name: 'owner', required: false, values: null },
    { name: 'note', required: false, values: null },
  ],
  mapping: { customerNo: { column: '客户号' }, level: { column: 'Segment' }, mobile: { column: 'Phone' } },
  remembered: false,
  likelyKind: 'customers',
  refusals: [
    null,
    [
      { field: 'level', code: 'choice' },
      { field: 'mobile', code: 'mobile.shape' },
    ],
  ],
  ...over,
})

const started: Import = {
  id: idOf(70),
  kind: 'customers',
  mode: 'create',
  fileName: 'clients.csv',
  state: 'waiting',
  bytesRead: 0,
  bytesTotal: 10,
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  refused: 0,
  made: {},
  reasons: [],
  failure: null,
  startedBy: 'Li Na',
  createdAt: '2026-11-20T01:00:00Z',
  startedAt: null,
  finishedAt: null,
}

const partsOf = (form: FormData | null | undefined) => ({
  kind: form?.get('kind'),
  mode: form?.get('mode'),
  mapping: form?.get('mapping') ? JSON.parse(String(form.get('mapping'))) : null,
  file: (form?.get('file') as File | null)?.name,
})

function open(at = '/imports/new') {
  answering(users.colleagues, () => ({
    items: ['am01', 'am02'].map((username, n) => ({
      id: idOf(80 + n),
      username,
      name: `Manager ${n + 1}`,
      unit: { id: idOf(2), name: 'Branch 1' },
      roleCode: 'account-manager',
    })),
  }))
  const shown = show(<NewImportPage />, { path: '/imports/new', at })
  const choose = (file = new File(['客户号,Segment,Phone\nC1,mass,1\n'], 'clients.csv')) =>
    fireEvent.change(shown.container.querySelector('input[type=file]') as HTMLInputElement, {
      target: { files: [file] },
    })
  return { ...shown, choose }
}

test('the first rows show what they would be refused for, in words and at their cells', async () => {
  const asked = answering(imports.preview, () => preview())
  open().choose()
  await screen.findByText(/^Mobile: /)
  expect(screen.getByText('GB18030, 3 columns · columns assigned by their names')).toBeTruthy()
  expect(screen.getByText('1 of 2 rows are fine')).toBeTruthy()
  expect(partsOf(asked[0]?.form)).toEqual({ kind: 'customers', mode: 'upsert', mapping: null, file: 'clients.csv' })
})

test('what is mapped by hand is checked again and sent: a translation, a constant, a spread', async () => {
  const asked = answering(imports.preview, ({ form }) =>
    preview(form?.get('mapping') ? { refusals: [null, null], mapping: JSON.parse(String(form.get('mapping'))) } : {}),
  )
  const sent = answering(imports.start, () => started)
  const { router, choose } = open('/imports/new?mode=create')
  choose()
  const pick = async (name: string, option: string) => {
    const box = await screen.findByRole('combobox', { name })
    fireEvent.click(box)
    const list = await waitFor(() => document.getElementById(String(box.getAttribute('aria-controls'))) as HTMLElement)
    fireEvent.click(await within(list).findByRole('option', { name: option, hidden: true }))
  }
  await pick('Meaning of VIP', 'Premium')
  await pick('Mobile comes from', 'Not in the file')
  fireEvent.click(screen.getByText('2 more fields, not in the file'))
  await pick('Note comes from', 'One value for all rows')
  fireEvent.change(screen.getByRole('textbox', { name: 'Note for all rows' }), {
    target: { value: 'from the old system' },
  })
  await pick('Account manager comes from', 'Spread over several values')
  await pick('Account manager: spread over', 'Manager 1 · Branch 1')
  await pick('Account manager: spread over', 'Manager 2 · Branch 1')
  const mapping = {
    customerNo: { column: '客户号' },
    level: { column: 'Segment', values: { VIP: 'premium' } },
    note: { constant: 'from the old system' },
    owner: { spread: ['am01', 'am02'] },
  }
  await waitFor(() => expect(partsOf(asked.at(-1)?.form).mapping).toEqual(mapping))
  await screen.findByText('2 of 2 rows are fine')
  fireEvent.click(screen.getByRole('button', { name: 'Start import' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/imports/${idOf(70)}`))
  expect(partsOf(sent[0]?.form)).toEqual({ kind: 'customers', mode: 'create', mapping, file: 'clients.csv' })
})

test('what the file holds is found from its columns, until somebody says otherwise', async () => {
  const asCustomers = preview({ likelyKind: 'trades', mapping: { customerNo: { column: '客户号' } } })
  const asked = answering(imports.preview, ({ form }) =>
    form?.get('kind') === 'customers' ? asCustomers : preview({ likelyKind: 'trades' }),
  )
  open().choose()
  await waitFor(() => expect(asked.map(({ form }) => form?.get('kind'))).toEqual(['customers', 'trades']))
  expect(await screen.findByDisplayValue('Trades')).toBeTruthy()
  // What the columns say of trades stands open, not what they said of customers.
  const box = await screen.findByRole('combobox', { name: 'Mobile comes from' })
  expect(box.closest('details')).toBeNull()
  expect(screen.queryByText(/holds something else/)).toBeNull()
})

test('who has said what the file holds is told when its columns speak of something else, and may take that', async () => {
  const asked = answering(imports.preview, () => preview({ likelyKind: 'trades' }))
  open('/imports/new?kind=accounts').choose()
  expect(await screen.findByText('By its columns this file holds something else: Trades.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Take it as that' }))
  await waitFor(() => expect(asked.at(-1)?.form?.get('kind')).toBe('trades'))
})

test('without a source for what every row needs it cannot start', async () => {
  answering(imports.preview, () => preview({ mapping: {}, refusals: null }))
  open().choose()
  expect(screen.queryByText(/rows are fine/)).toBeNull()
  expect(await screen.findByText('Every row needs this: choose a column or a value.')).toBeTruthy()
  expect((screen.getByRole('button', { name: 'Start import' }) as HTMLButtonElement).disabled).toBe(true)
})

test('a file that is no table is refused in one sentence', async () => {
  answering(imports.preview, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'file', code: 'file.not-a-table' }] })
  })
  open().choose()
  expect((await screen.findByRole('alert')).textContent).toBe(
    'This is not a table of text: save the sheet as CSV first.',
  )
})

test('of a large file only the beginning is sent to be looked at', () => {
  const large = new File([new Uint8Array(3_000_000)], 'large.csv.gz')
  expect([headOf(large).size, headOf(large).name]).toEqual([1_048_577, 'large.csv.gz'])
})
