import type { FetchMeans } from '#warehouse/fetch/fetch.ts'
import type { Means, Outcome, Step } from '#warehouse/step.ts'

/** What does the work of each kind of step; a test of the run machine brings its own. */
export interface Executors {
  fetch: (step: Step, means: FetchMeans) => Promise<Outcome & { batchId: string }>
  stage: (step: Step, means: Means) => Promise<Outcome>
  check: (step: Step, means: Means) => Promise<Outcome>
  /** All merge, summarise and publish steps of a run in one transaction; `told` says how far it is. */
  finish: (
    steps: Step[],
    means: Means,
    told: (code: string, state: 'running' | 'done', outcome?: Outcome) => Promise<void>,
  ) => Promise<Outcome>
}
