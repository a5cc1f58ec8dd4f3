import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aViewer, show } from '#testing/show.tsx'
import { OwnCharts } from './own-charts.tsx'

const first = (scope: 'all' | 'units') => {
  const { unmount } = show(<OwnCharts />, { viewer: aViewer({ scope }) })
  const href = screen.getAllByRole('link')[0]!.getAttribute('href')
  unmount()
  return href
}

test('who decides for the firm begins with its assets against a year before, who keeps a branch in hand with its service', () => {
  expect(first('all')).toBe('/charts?view=assets&compare=year')
  expect(first('units')).toBe('/charts?view=service&compare=period')
})
