import { lazy } from 'react'
import type { ColumnChart as Drawn } from './column-chart.tsx'

/** The same, loaded with the drawing library when the first one is shown. */
export const ColumnChart = lazy(() =>
  import('./column-chart.tsx').then((module) => ({ default: module.ColumnChart })),
) as unknown as typeof Drawn
