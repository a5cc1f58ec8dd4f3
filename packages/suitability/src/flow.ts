import type { Outcome } from './check.ts'
import type { Step } from './rules.ts'

/** What was done of a check, and when: a step, or how it ended. */
export interface Done {
  code: Step['code'] | 'proceeded' | 'declined'
  at: Date
}

export interface Flow {
  /** `step`: the next one waits; `cooling`: time has to pass; `ready`: the customer may go on. */
  state: 'blocked' | 'step' | 'cooling' | 'ready' | 'proceeded' | 'declined'
  next: Step | null
  /** When the pause is over. */
  until: Date | null
}

const HOUR_MS = 3_600_000

/**
 * How far a check is: its steps in their order, each done before the next begins; a pause passes by itself from what was done before it.
 * Nothing is ever done about what is blocked. Source: domain 1.5.
 */
export function flowOf(
  { outcome, steps, madeAt }: { outcome: Outcome; steps: readonly Step[]; madeAt: Date },
  done: readonly Done[],
  now: Date,
): Flow {
  const end = done.find(({ code }) => code === 'proceeded' || code === 'declined')?.code
  if (outcome === 'blocked') return { state: 'blocked', next: null, until: null }
  if (end === 'proceeded' || end === 'declined') return { state: end, next: null, until: null }
  let reached = madeAt.getTime()
  for (const step of steps) {
    if (step.code === 'cooling-off') {
      reached += (step.hours ?? 0) * HOUR_MS
      if (now.getTime() < reached) return { state: 'cooling', next: step, until: new Date(reached) }
      continue
    }
    const at = done.find(({ code }) => code === step.code)?.at
    if (!at) return { state: 'step', next: step, until: null }
    reached = Math.max(reached, at.getTime())
  }
  return { state: 'ready', next: null, until: null }
}
