import { lazy } from 'react'

/** The same, loaded with the drawing library when the first one is shown. */
export const Flows = lazy(() => import('./flows.tsx').then((module) => ({ default: module.Flows })))
