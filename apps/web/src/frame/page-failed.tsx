import { lazy, Suspense } from 'react'
import { useRouteError } from 'react-router'
import { Failed } from '#ui/states.tsx'

const OfflineDesk = lazy(() =>
  import('#features/service/offline-visits/offline-desk.tsx').then((module) => ({ default: module.OfflineDesk })),
)

/** How browsers say that an address was not reached, or a part of the program. */
const UNREACHED = /fetch|network|load failed/i

/** What stands where a page threw: what happened, what to do, a reference. Without a network one can still write visits down. */
export function PageFailed() {
  const error = useRouteError()
  const failed = <Failed whole error={error} retry={() => window.location.reload()} />
  if (!(error instanceof TypeError && UNREACHED.test(error.message))) return failed
  return (
    <Suspense fallback={null}>
      <OfflineDesk error={error} />
    </Suspense>
  )
}
