import { expect, test } from 'vitest'
import { cronOf, scheduleText, simpleOf } from './schedule.ts'

test('a schedule is told in words; what is more than a time and days stands for itself', () => {
  const said = ['30 18 * * *', '30 18 * * 1-5', '5 6 * * 6,0', '0 7 * * 0-6', '*/5 9-15 * * 1-5', '0 7 1 * *']
  expect(said.map((cron) => scheduleText(cron, 'en'))).toEqual([
    'every day 18:30',
    'weekdays 18:30',
    'Sun, Sat 06:05',
    'every day 07:00',
    'cron */5 9-15 * * 1-5',
    'cron 0 7 1 * *',
  ])
  expect(scheduleText(null, 'en')).toBe('by hand only')
})

test('what is set comes back as it was', () => {
  for (const cron of ['30 18 * * *', '0 6 * * 1-5', '5 23 * * 1,3']) expect(cronOf(simpleOf(cron)!)).toBe(cron)
  expect([simpleOf('61 18 * * *'), simpleOf('30 24 * * *'), simpleOf('30 18 * * 8'), simpleOf('')]).toEqual(
    Array(4).fill(undefined),
  )
})
