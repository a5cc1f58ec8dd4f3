import type { Import } from '@rapport/contract/customer/imports'
import { useRef } from 'react'
import type { Words } from '#words/words.ts'
import { fractionOf } from './import-state.tsx'

/** Seconds left at the pace since this page first looked; undefined while nothing can be told. */
export function secondsLeft(first: { at: number; fraction: number }, now: { at: number; fraction: number }) {
  const done = now.fraction - first.fraction
  const took = (now.at - first.at) / 1000
  return done <= 0 || took < 2 ? undefined : Math.ceil(((1 - now.fraction) * took) / done)
}

/** How long it will still take, by the reader's own clock: the server's may differ. */
export function useSecondsLeft(of: Import, clock = Date.now): number | undefined {
  const first = useRef<{ at: number; fraction: number } | undefined>(undefined)
  if (of.state !== 'running') return undefined
  const now = { at: clock(), fraction: fractionOf(of) }
  first.current ??= now
  return secondsLeft(first.current, now)
}

/** Time left in words, no more exact than it is. */
export function timeLeftText(t: Words, seconds: number | undefined) {
  if (seconds === undefined) return t('import.left.unknown')
  if (seconds < 60) return t('import.left.seconds', { count: Math.max(5, Math.ceil(seconds / 5) * 5) })
  return t('import.left.minutes', { count: Math.ceil(seconds / 60) })
}
