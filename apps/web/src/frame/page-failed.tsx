import { useRouteError } from 'react-router'
import { Failed } from '#ui/states.tsx'

/** What stands where a page threw: what happened, what to do, a reference. */
export function PageFailed() {
  return <Failed whole error={useRouteError()} retry={() => window.location.reload()} />
}
