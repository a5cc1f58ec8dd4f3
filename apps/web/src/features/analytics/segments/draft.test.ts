import { Condition } from '@rapport/contract/analytics/conditions'
import { expect, test } from 'vitest'
import { conditionOf, draftOf, newTest, withField } from './draft.ts'

const share = { is: 'at-least', field: 'cashShare', value: '0.605' } as const
const level = { is: 'in', field: 'level', values: ['premium'] } as const

test.each([
  { is: 'all', of: [share, level] },
  {
    is: 'any',
    of: [
      { is: 'all', of: [level] },
      { is: 'within-last', field: 'lastTradedOn', days: 30 },
    ],
  },
  { is: 'not', of: { is: 'any', of: [share] } },
  { is: 'all', of: [{ is: 'between', field: 'assets', from: '-5', to: '1000000.25' }] },
  {
    is: 'all',
    of: [
      { is: 'top-percent', field: 'assets', percent: 20 },
      { is: 'from', field: 'openedOn', day: '2026-01-31' },
      { is: 'unknown', field: 'owner' },
    ],
  },
])('what is edited comes back as it was: %j', (condition) => {
  expect(conditionOf(draftOf(condition as Condition))).toEqual(condition)
  expect(Condition.safeParse(condition).success).toBe(true)
})

test('a share is written in percent, to the last digit', () => {
  const [draft] = draftOf({ is: 'all', of: [share] }).of
  expect(draft).toMatchObject({ value: '60.5' })
  for (const [typed, sent] of [
    ['5', '0.05'],
    ['0.1', '0.001'],
    ['100', '1'],
    ['-12.5', '-0.125'],
  ])
    expect(conditionOf({ ...newTest('cashShare'), value: typed! })).toMatchObject({ value: sent })
})

test('a question that is not filled in does not fit, and says so', () => {
  expect(Condition.safeParse(conditionOf(newTest('assets'))).success).toBe(false)
  expect(Condition.safeParse(conditionOf(newTest('level'))).success).toBe(false)
})

test('another field keeps what can be asked of it too', () => {
  const test = { ...newTest('assets'), value: '5000' }
  expect(withField(test, 'cash')).toMatchObject({ field: 'cash', is: 'at-least', value: '5000' })
  expect(withField(test, 'level')).toMatchObject({ field: 'level', is: 'in', value: '', values: [] })
})
