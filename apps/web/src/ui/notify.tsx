import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'

export interface Message {
  message: ReactNode
  undo?: { label: string; act: () => unknown } | undefined
}

const place = () => import('./messages.tsx')
const MessagesPlace = lazy(() => place().then((module) => ({ default: module.MessagesPlace })))

let needed = false
const waiting = new Set<() => void>()

/** Says for a moment what was done; with `undo`, offers to take it back. */
export async function notify(message: ReactNode, undo?: Message['undo']) {
  needed = true
  for (const wake of waiting) wake()
  const { showMessage } = await place()
  showMessage({ message, undo })
}

/** The place of messages, loaded with the first of them. */
export function Messages() {
  const shown = useSyncExternalStore(
    (wake) => {
      waiting.add(wake)
      return () => waiting.delete(wake)
    },
    () => needed,
  )
  return shown ? (
    <Suspense fallback={null}>
      <MessagesPlace />
    </Suspense>
  ) : null
}
