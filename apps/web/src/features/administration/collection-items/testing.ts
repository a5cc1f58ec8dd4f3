import type { CollectionItem, CollectionPreview } from '@rapport/contract/administration/collection-items'
import { Layout } from '@rapport/contract/administration/collection-layout'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { idOf } from '#testing/show.tsx'

const mapping = CollectionMapping.parse({
  target: 'trades',
  fields: { accountNumber: { column: 'acct' }, side: { column: 'bs' }, quantity: { column: 'qty' } },
})

/** An item as the API opens it. */
export const anItem = (over: Partial<CollectionItem> = {}): CollectionItem => ({
  id: idOf(800),
  version: 5,
  source: { id: idOf(820), code: 'counter', name: 'Counter system', kind: 'folder' },
  code: 'fills',
  name: 'Fills',
  target: 'trades',
  place: 'fills_{date}.csv',
  layout: Layout.parse({ format: 'csv' }),
  mapping,
  keyFields: [],
  sideFile: null,
  lateDays: 3,
  unknown: { customers: 'hold', unitId: null, accounts: 'hold', securities: 'make' },
  schedule: 'trading days 18:00',
  owner: { id: idOf(5), name: 'Chen Jie' },
  contact: null,
  active: true,
  last: {
    businessDate: '2026-11-20',
    state: 'published',
    rowsIn: 9876,
    refused: 3,
    receivedAt: '2026-11-20T10:30:00Z',
  },
  held: 2,
  ...over,
})

/** What the server says of a sample of three columns. */
export const aPreview = (over: Partial<CollectionPreview> = {}): CollectionPreview => ({
  columns: ['acct', 'bs', 'qty'],
  rows: [
    { line: 2, cells: ['A1', 'B', '100'], reasons: [] },
    { line: 3, cells: ['A2', 'X', '-5'], reasons: [{ field: 'side', code: 'choice' }] },
  ],
  values: [{ accountNumber: 'A1', side: 'buy', quantity: '100.0000' }, null],
  guessedLayout: null,
  suggestedMapping: null,
  fields: [
    { name: 'accountNumber', required: true, type: 'code', values: null },
    { name: 'side', required: true, type: 'choice', values: ['buy', 'sell'] },
    { name: 'quantity', required: true, type: 'decimal', values: null },
    { name: 'tradedOn', required: false, type: 'day', values: null },
  ],
  declared: null,
  differences: [],
  ...over,
})
