import type { Endpoint } from '@rapport/contract/endpoint'
import { session, type Viewer } from '@rapport/contract/session'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asking } from './query.ts'

/** How the session is asked: once, and again only after it changed. */
export const askViewer = { ...asking(session.whoAmI), staleTime: Number.POSITIVE_INFINITY }

/** The person signed in. Only below the frame, whose loader has waited for the answer. */
export function useViewer(): Viewer {
  const viewer = useQuery(askViewer).data
  if (!viewer) throw new Error('nobody is signed in')
  return viewer
}

/** Whether this viewer may call the endpoint. The server decides again. */
export function may(viewer: Viewer, endpoint: Endpoint) {
  const { caller } = endpoint
  if (caller === 'customer') return false
  return caller === 'anybody' || caller === 'signed-in' || viewer.permissions.includes(caller)
}

export const useMay = (endpoint: Endpoint) => may(useViewer(), endpoint)

/** Shows its children to whoever may call the endpoint. */
export function Allowed({ to, children }: { to: Endpoint; children: ReactNode }) {
  return useMay(to) ? children : null
}
