import { newId } from '@rapport/database/ids'
import { check } from '../../apps/api/src/warehouse/check.ts'
import { finish } from '../../apps/api/src/warehouse/finish.ts'
import { stage } from '../../apps/api/src/warehouse/stage.ts'
import type { Means, Outcome, Step, StepItem } from '../../apps/api/src/warehouse/step.ts'
import type { Firm } from './world.ts'

export interface Spent {
  stage: number
  check: number
  merge: number
  sums: number
  outcome: Outcome
}

/** Takes an arrived batch through all steps of a run; seconds of each. */
export async function runBatch(firm: Firm, item: StepItem, batchId: string, businessDate: string): Promise<Spent> {
  const means: Means = {
    ...firm.works,
    run: { id: newId(), businessDate },
    log: () => undefined,
    progress: () => undefined,
    stopping: () => false,
  }
  const step: Step = { code: 'trades', kind: 'merge', item, batchId }
  const timed = async <T>(work: () => Promise<T>) => {
    const started = performance.now()
    const result = await work()
    return { result, seconds: (performance.now() - started) / 1000 }
  }
  const staged = await timed(() => stage({ ...step, kind: 'stage' }, means))
  const checked = await timed(() => check({ ...step, kind: 'check' }, means))
  let merged = Number.NaN
  const ends: Step[] = [
    { code: 'sums', kind: 'summarise', item: null, batchId: null },
    { code: 'out', kind: 'publish', item: null, batchId: null },
  ]
  const started = performance.now()
  const finished = await timed(() =>
    finish([step, ...ends], means, async (code, state) => {
      if (code === 'trades' && state === 'done') merged = (performance.now() - started) / 1000
    }),
  )
  return {
    stage: staged.seconds,
    check: checked.seconds,
    merge: merged,
    sums: finished.seconds - merged,
    outcome: finished.result,
  }
}
