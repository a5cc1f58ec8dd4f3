import { careVisits } from '@rapport/contract/service/care-visits'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { keyOf } from '#api/query.ts'
import { keptVisits, onKeptVisits } from './kept-visits.ts'
import { sendVisits } from './send-visits.ts'

const AGAIN_MS = 30_000

/** Sends what waits of a person while this is drawn: now, when the network is back, when the tab is looked at, and now and then. */
export function useSending(person: string) {
  const client = useQueryClient()
  useEffect(() => {
    const send = () => {
      if (!navigator.onLine) return
      void sendVisits(person).catch(() => undefined)
    }
    send()
    window.addEventListener('online', send)
    document.addEventListener('visibilitychange', send)
    const again = setInterval(send, AGAIN_MS)
    let waited = 0
    const leave = onKeptVisits(
      () =>
        void keptVisits(person).then((kept) => {
          if (kept.length < waited) void client.invalidateQueries({ queryKey: keyOf(careVisits.list) })
          waited = kept.length
        }),
    )
    return () => {
      window.removeEventListener('online', send)
      document.removeEventListener('visibilitychange', send)
      clearInterval(again)
      leave()
    }
  }, [client, person])
}
