import type { EtlStep } from '@rapport/contract/administration/etl-projects'
import { expect, test } from 'vitest'
import { endOf, renamed, stepsOfItem, without } from './steps.ts'

const lines = (steps: readonly EtlStep[]) => steps.map(({ code, needs }) => `${code} < ${needs.join(' ')}`.trim())
const fills = stepsOfItem([], { id: 'a', code: 'fills' })

test('the steps of an item lead from fetching to merging, and the end follows every merge', () => {
  expect(lines(endOf(fills))).toEqual([
    'fetch-fills <',
    'stage-fills < fetch-fills',
    'check-fills < stage-fills',
    'merge-fills < check-fills',
    'summarise < merge-fills',
    'publish < summarise',
  ])
  const both = stepsOfItem(endOf(fills), { id: 'b', code: 'prices' })
  expect(both.find(({ code }) => code === 'summarise')?.needs).toEqual(['merge-fills', 'merge-prices'])
  expect(endOf(both)).toEqual(both)
})

test('a new code is followed by whoever needs the step, and a step that goes leaves its needs behind', () => {
  expect(lines(renamed(fills, 0, { ...fills[0]!, code: 'collect' }))[1]).toBe('stage-fills < collect')
  expect(lines(without(fills, 'stage-fills'))[1]).toBe('check-fills < fetch-fills')
})
