import { notifications } from '@rapport/contract/administration/notifications'
import { calls } from '@rapport/contract/service/calls'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useAsk } from '#api/query.ts'
import { speakOfAllPages } from '#words/words.ts'

// Loaded with the first call, and its words with it: they are in the book of all pages.
const CallCard = lazy(() =>
  Promise.all([import('./call-card.tsx'), speakOfAllPages()]).then(([module]) => ({ default: module.CallCard })),
)

const RoomCard = lazy(() =>
  Promise.all([import('#features/service/call-rooms/room-card.tsx'), speakOfAllPages()]).then(([module]) => ({
    default: module.RoomCard,
  })),
)

/** Asked again so often (ms): while a call goes on, and between calls in case that nothing is told as it happens. */
const AGAIN = { speaking: 2_000, otherwise: 15_000 }

/** Whoever sits at a telephone sees who calls there, and whoever opened a room is in it, on any page, until what came of it is written down or put off. */
export function Ringing() {
  const { data: settings } = useAsk(calls.settings)
  return (
    <>
      {settings?.extension && <Popped />}
      {settings?.rooms && (
        <Suspense fallback={null}>
          <RoomCard />
        </Suspense>
      )}
    </>
  )
}

function Popped() {
  const [putOff, setPutOff] = useState<string>()
  const answer = useAsk(calls.current, {}, { again: (reply) => (reply?.current ? AGAIN.speaking : AGAIN.otherwise) })
  const { refetch } = answer
  // The same question as the bell's: told as it happens, a call is asked for at once.
  const told = useAsk(notifications.list, { query: { limit: '20' } })
  const rings = told.data?.items.find(({ kind }) => kind === 'call-rings')
  const rang = rings && rings.id + rings.changedAt
  useEffect(() => {
    if (rang) void refetch()
  }, [rang, refetch])
  const current = answer.data?.current
  if (!current || (putOff === current.call.id && current.state === 'ended')) return null
  return (
    <Suspense fallback={null}>
      <CallCard key={current.call.id} of={current} onPutOff={() => setPutOff(current.call.id)} />
    </Suspense>
  )
}
