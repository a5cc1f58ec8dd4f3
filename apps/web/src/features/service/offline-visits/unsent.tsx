import { careVisits } from '@rapport/contract/service/care-visits'
import { lazy, Suspense, useEffect } from 'react'
import { useMay, useViewer } from '#api/viewer.tsx'
import { speakOfAllPages } from '#words/words.ts'
import { keepDesk } from './desk.ts'
import { canKeep } from './device.ts'
import { useKept, useOnline } from './use-kept.ts'
import { useSending } from './use-sending.ts'

const UnsentSign = lazy(() =>
  Promise.all([import('./unsent-sign.tsx'), speakOfAllPages()]).then(([module]) => ({ default: module.UnsentSign })),
)

const DESK_MS = 10 * 60_000

/** In the frame: visits that wait on this device to be sent are sent, and said; and what one needs without a network is kept. */
export function Unsent() {
  return useMay(careVisits.enter) && canKeep() ? <Sending /> : null
}

function Sending() {
  const viewer = useViewer()
  const kept = useKept(viewer.id)
  const online = useOnline()
  useSending(viewer.id)
  useEffect(() => {
    if (import.meta.env.PROD) void navigator.serviceWorker?.register('/shell-worker.js').catch(() => undefined)
  }, [])
  useEffect(() => {
    const keep = () => {
      if (navigator.onLine) void keepDesk(viewer).catch(() => undefined)
    }
    keep()
    const again = setInterval(keep, DESK_MS)
    return () => clearInterval(again)
  }, [viewer])
  if (!kept || (online && kept.length === 0)) return null
  const attention = kept.filter(({ state }) => state === 'attention').length
  return (
    <Suspense fallback={null}>
      <UnsentSign online={online} waiting={kept.length - attention} attention={attention} />
    </Suspense>
  )
}
