import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type DataSource, dataSources } from '@rapport/contract/administration/data-sources'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { users } from '@rapport/contract/administration/organisation'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { anItem } from '#features/administration/collection-items/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { SourcesPage } from './sources-page.tsx'

const source = (over: Partial<DataSource> = {}): DataSource => ({
  id: idOf(820),
  version: 3,
  code: 'counter',
  name: 'Counter system',
  settings: { kind: 'folder', folder: 'counter/daily' },
  hasSecret: false,
  owner: { id: idOf(5), name: 'Chen Jie' },
  contact: 'ops@counter.example',
  active: true,
  items: 1,
  lastArrivalAt: '2026-11-20T10:30:00Z',
  coverage: { businessDate: '2026-11-20', arrived: 1, expected: 1 },
  ...over,
})

function open(at = '/data-centre/sources', sources = [source()], items = [anItem()]) {
  answering(users.colleagues, () => ({ items: [] }))
  answering(dataSources.list, () => ({ items: sources }))
  answering(collectionItems.list, () => ({ items }))
  return show(<SourcesPage />, { path: '/data-centre/sources', at })
}

test('each source lists its items with what came last and what is held: the catalogue of interfaces', async () => {
  open()
  const section = within(await screen.findByRole('region', { name: 'Counter system' }))
  for (const said of ['Folder', 'counter/daily', 'Chen Jie · ops@counter.example'])
    expect(section.getByText(said)).toBeTruthy()
  const [, row] = await section.findAllByRole('row')
  expect([...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent?.trim())).toEqual([
    'Fills fills',
    '2026-11-20',
    'Published',
    '9,876',
    '3',
    '2',
    'Trades · CSV',
    'trading days 18:00',
    'Chen Jie',
    '–',
  ])
  expect(section.getByRole('link', { name: 'Add item' }).getAttribute('href')).toBe(
    `/data-centre/items/new?source=${idOf(820)}`,
  )
})

test('a source of another kind asks for what that kind needs, and its secret is sent and never shown', async () => {
  open('/data-centre/sources?add=source', [])
  const sent = answering(dataSources.create, () => source())
  const dialog = within(await screen.findByRole('dialog', { name: 'Add source' }))
  const type = (label: RegExp, value: string) => fireEvent.change(dialog.getByLabelText(label), { target: { value } })
  expect(dialog.getByRole('textbox', { name: /^Folder/ })).toBeTruthy()
  fireEvent.click(dialog.getByLabelText('PostgreSQL'))
  type(/^Name/, 'Call centre')
  type(/^Code/, 'calls')
  type(/^Host/, 'calls.internal')
  type(/^Database/, 'calls')
  type(/^User/, 'reader')
  type(/^Password/, 's3cret')
  fireEvent.click(dialog.getByRole('button', { name: 'Add source' }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      code: 'calls',
      name: 'Call centre',
      settings: { kind: 'postgres', host: 'calls.internal', port: 5432, database: 'calls', user: 'reader' },
      secret: 's3cret',
      ownerId: null,
      contact: null,
    }),
  )
})

test('a change sends only what was changed, from the version that was read', async () => {
  open(`/data-centre/sources?edit=${idOf(820)}`)
  const sent = answering(dataSources.change, () => source())
  const dialog = within(await screen.findByRole('dialog', { name: 'Edit Counter system' }))
  fireEvent.change(dialog.getByRole('textbox', { name: /^Folder/ }), {
    target: { value: 'counter/new' },
  })
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(sent).toMatchObject([{ body: { settings: { kind: 'folder', folder: 'counter/new' } }, ifMatch: '"3"' }]),
  )
  expect(Object.keys(sent[0]?.body as object)).toEqual(['settings'])
})

test('looking inside lists what is there, or says in words why it cannot be reached', async () => {
  answering(dataSources.contents, () => ({
    entries: [{ name: 'fills_20261120.csv', bytes: 1234, changedAt: null }],
    more: false,
  }))
  const { unmount } = open(`/data-centre/sources?look=${idOf(820)}`)
  expect(await screen.findByText('fills_20261120.csv')).toBeTruthy()
  unmount()
  answering(dataSources.contents, () => {
    throw new Refuse(422, 'folder.missing')
  })
  open(`/data-centre/sources?look=${idOf(820)}`)
  expect(await screen.findByText('The folder does not exist.')).toBeTruthy()
  expect(screen.getByText(/Make it below the drop folder/)).toBeTruthy()
})

test('the file of an upload is handed in for a business date', async () => {
  const upload = anItem({ source: { id: idOf(820), code: 'counter', name: 'Counter system', kind: 'upload' } })
  open('/data-centre/sources', [source({ settings: { kind: 'upload' } })], [upload])
  const sent = answering(etlRuns.upload, () => ({ fileName: 'fills.csv', bytes: 6 }))
  fireEvent.click(await screen.findByRole('button', { name: 'Hand in file: Fills' }))
  const dialog = await screen.findByRole('dialog', { name: 'Hand in file: Fills' })
  fireEvent.change(dialog.querySelector('input[type=file]') as HTMLInputElement, {
    target: { files: [new File(['a,b\n1,'], 'fills.csv')] },
  })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hand in file' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect([sent[0]?.form?.get('itemId'), sent[0]?.form?.get('businessDate')]).toEqual([upload.id, '2026-11-20'])
})

test('an empty catalogue says how to begin, and whoever may only read is offered no change', async () => {
  answering(dataSources.list, () => ({ items: [] }))
  answering(collectionItems.list, () => ({ items: [] }))
  show(<SourcesPage />, { viewer: aViewer({ permissions: ['data-centre.read'] }) })
  expect(await screen.findByText('No sources yet')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Add source' })).toBeNull()
})
