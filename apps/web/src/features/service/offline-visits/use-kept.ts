import { useEffect, useState, useSyncExternalStore } from 'react'
import { type KeptVisit, keptVisits, onKeptVisits } from './kept-visits.ts'

/** What is kept of a person on this device, as it changes; undefined before it is known. */
export function useKept(person: string): KeptVisit[] | undefined {
  const [kept, setKept] = useState<KeptVisit[]>()
  useEffect(() => {
    let left = false
    const look = () =>
      void keptVisits(person).then(
        (found) => left || setKept(found),
        () => left || setKept([]),
      )
    look()
    const leave = onKeptVisits(look)
    return () => {
      left = true
      leave()
    }
  }, [person])
  return kept
}

const onLine = (changed: () => void) => {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
/** Whether the browser believes that there is a network. */
export const useOnline = () => useSyncExternalStore(onLine, () => navigator.onLine)
