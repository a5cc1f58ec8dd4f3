import { lazy } from 'react'

/** The same, loaded with the drawing library when the first one is shown. */
export const Band = lazy(() => import('./band.tsx').then((module) => ({ default: module.Band })))
