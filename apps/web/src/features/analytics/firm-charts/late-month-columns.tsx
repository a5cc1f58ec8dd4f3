import { lazy } from 'react'

/** The same, loaded with the drawing library when the first one is shown. */
export const MonthColumns = lazy(() =>
  import('./month-columns.tsx').then((module) => ({ default: module.MonthColumns })),
)
