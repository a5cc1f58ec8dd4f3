import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aViewer, show } from '#testing/show.tsx'
import { speak } from '#words/words.ts'
import { compactText, decimalText, percentText } from './format.ts'
import { Change } from './money.tsx'

test('a decimal is shown exactly, beyond what a binary float holds', () => {
  expect(decimalText('en', '12345678901234567890.12')).toBe('12,345,678,901,234,567,890.12')
  expect(decimalText('zh-CN', '0.1', [0, 4])).toBe('0.1')
  expect(decimalText('en', null)).toBe('–')
})

test('compact is 万 and 亿 in Chinese, k, m and bn in English, and in full below', () => {
  expect(['8725.52', '186500', '123456789', '-20000'].map((value) => compactText('zh-CN', value))).toEqual([
    '8,725.52',
    '18.65万',
    '1.23亿',
    '-2.00万',
  ])
  expect(['999.5', '8725.52', '1234567', '-9876543210'].map((value) => compactText('en', value))).toEqual([
    '999.50',
    '8.73k',
    '1.23m',
    '-9.88bn',
  ])
})

test('an axis does without places that say nothing', () => {
  expect(['20000000', '25000000'].map((value) => compactText('zh-CN', value, 0))).toEqual(['2000万', '2500万'])
})

test('percent has two decimals', () => {
  expect(percentText('en', '0.0512')).toBe('5.12%')
})

test.each([
  ['red', '12.5', 'var(--rise)', '▲', '+12.50'],
  ['green', '-3', 'var(--fall)', '▼', '−3.00'],
] as const)('with %s rising, a change of %s has colour, arrow and sign', async (rising, value, colour, arrow, text) => {
  show(<Change value={value} />, { viewer: aViewer({ preferences: { locale: 'en', theme: 'light', rising } }) })
  const shown = (await screen.findByText(text, { exact: false })) as HTMLElement
  expect(shown.style.color).toBe(colour)
  expect(shown.textContent).toBe(arrow + text)
  expect(document.documentElement.dataset.rising).toBe(rising)
})

test('no change has no colour, no arrow, no sign', async () => {
  show(<Change value="-0.00" />)
  const shown = (await screen.findByText('0.00')) as HTMLElement
  expect(shown.style.color).toBe('')
})

test('the language of the words is the language of the figures', async () => {
  await speak('zh-CN')
  show(<Change value="186500" compact />, {
    viewer: aViewer({ preferences: { locale: 'zh-CN', theme: 'light', rising: 'red' } }),
  })
  expect(await screen.findByText('+18.65万', { exact: false })).toBeTruthy()
  await speak('en')
})
