import { expect, test } from 'vitest'
import { durationText, timeText } from './format.ts'

test('how long something took is told in its two largest units, and finer the shorter it was', () => {
  const took = [4, 900, 8240, 9960, 59_600, 80_000, 3_600_000, 7_500_000, null]
  expect(took.map((ms) => durationText('en', ms))).toEqual([
    '4 ms',
    '900 ms',
    '8.2 sec',
    '10 sec',
    '1 min',
    '1 min 20 sec',
    '1 hr',
    '2 hr 5 min',
    '–',
  ])
  expect([80_000, 7_500_000].map((ms) => durationText('zh-CN', ms))).toEqual(['1分钟20秒', '2小时5分钟'])
})

test('a time of day is the firm’s, whatever the reader’s', () => {
  expect([timeText('2026-11-20T16:30:05Z'), timeText(null)]).toEqual(['00:30:05', '–'])
})
