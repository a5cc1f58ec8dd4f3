import { expect, test } from 'vitest'
import { columnName, valueText } from './audit-words.ts'
import { differencesIn } from './differences.ts'

test('only what changed is a difference; of a new record all that it says', () => {
  expect(
    differencesIn({
      before: { version: 1, updated_at: 'a', risk_level: 'C2', name: 'Wang' },
      after: { version: 2, updated_at: 'b', risk_level: 'C4', name: 'Wang' },
    }),
  ).toEqual([{ field: 'risk_level', before: 'C2', after: 'C4' }])
  expect(differencesIn({ before: null, after: { id: 'x', note: null, kind: 'person' } })).toEqual([
    { field: 'kind', before: null, after: 'person' },
  ])
})

test('columns and values are told in words; what has none is still readable', () => {
  expect([columnName('risk_level'), columnName('planned_on'), columnName('some_new_column')]).toEqual([
    'Risk level',
    'Planned for',
    'some new column',
  ])
  expect([
    valueText('risk_level', 'C4'),
    valueText('kind', 'review'),
    valueText('state', 'declined'),
    valueText('disabled', true),
    valueText('tags', []),
    valueText('preferences', { theme: 'dark' }),
    valueText('mobile', '138****8000'),
  ]).toEqual(['C4 growth', 'Portfolio review', 'Declined', 'Yes', '–', 'Theme: Dark', '138****8000'])
})
