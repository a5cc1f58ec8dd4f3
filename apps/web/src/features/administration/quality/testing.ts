import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { type QualityDay, type Reconciliation, usualThresholds } from '@rapport/contract/administration/quality'
import type { QualityIssueDetails } from '@rapport/contract/administration/quality-issues'
import type { QualityRule } from '@rapport/contract/administration/quality-rules'
import { idOf } from '#testing/show.tsx'

const item = { id: idOf(800), code: 'fills', name: 'Fills' }

export const aDay = (day: string, over: Partial<QualityDay> = {}): QualityDay => ({
  item,
  owner: 'Chen Jing',
  day,
  indicators: {
    completeness: '0.9860',
    uniqueness: '0.9993',
    timeliness: '0.9943',
    consistency: '0.9988',
    accuracy: '0.9925',
  },
  accuracy: { right: 397, checked: 400, share: '0.9925', low: '0.9782', high: '0.9974' },
  composite: '0.9938',
  thresholds: usualThresholds,
  below: [],
  rowsIn: 9876,
  refused: 12,
  ...over,
})

export const anIssue = (over: Partial<QualityIssueDetails> = {}): QualityIssueDetails => ({
  id: idOf(810),
  version: 2,
  item,
  batchId: idOf(820),
  businessDate: '2026-11-20',
  line: 41,
  reasons: [{ field: 'quantity', code: 'decimal.shape' }],
  state: 'held',
  note: null,
  decidedBy: null,
  decidedAt: null,
  createdAt: '2026-11-20T10:30:05Z',
  cells: [
    { column: 'cust', said: '10**89', fixed: null, masked: true },
    { column: 'qty', said: '1O0', fixed: null, masked: false },
    { column: 'memo', said: '', fixed: null, masked: false },
  ],
  ...over,
})

export const anItem = (over: Partial<CollectionItem> = {}): CollectionItem =>
  ({
    ...item,
    version: 1,
    source: { id: idOf(830), code: 'clearing', name: 'Clearing', kind: 'folder' },
    target: 'trades',
    place: 'fills-{date}.csv',
    layout: { format: 'csv' },
    mapping: {
      target: 'trades',
      fields: { customerNo: { column: 'cust' }, quantity: { column: 'qty' }, note: { column: 'memo' } },
    },
    keyFields: [],
    sideFile: null,
    lateDays: 3,
    unknown: {},
    schedule: null,
    owner: null,
    contact: null,
    active: true,
    last: null,
    held: 1,
    ...over,
  }) as CollectionItem

export const aRule = (over: Partial<QualityRule> = {}): QualityRule => ({
  id: idOf(840),
  version: 3,
  item,
  code: 'qty-range',
  name: 'Quantity in bounds',
  settings: { kind: 'range', field: 'quantity', from: '1', to: null },
  effect: 'hold-row',
  owner: { id: idOf(3), name: 'Chen Jing' },
  active: true,
  ...over,
})

export const aReconciliation = (over: Partial<Reconciliation> = {}): Reconciliation => ({
  id: idOf(850),
  runId: idOf(601),
  businessDate: '2026-11-20',
  kind: 'cash',
  subject: 'CNY',
  expected: '215640338.20',
  found: '215614271.64',
  difference: '26066.56',
  state: 'red',
  acceptedBy: null,
  acceptedAt: null,
  reason: null,
  checkedAt: '2026-11-20T10:31:00Z',
  ...over,
})
