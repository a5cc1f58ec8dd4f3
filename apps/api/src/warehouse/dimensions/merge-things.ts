import type { Batch } from '#warehouse/batches.ts'
import type { Merged } from '#warehouse/merge/merge.ts'
import { type Means, StepFails, type StepItem } from '#warehouse/step.ts'
import { type Applying, applyChanges, applyWaiting } from './apply.ts'
import { mergeDimension } from './merge-dimension.ts'
import { isDimension } from './targets.ts'

type Given = Pick<Applying, 'loader' | 'seal'> & Pick<Means, 'log'>

/** Merges a batch that tells of things: its rows are kept, and what they come to is written to where the product reads it. */
export async function mergeThings({ loader, seal, log }: Given, item: StepItem, batch: Batch): Promise<Merged> {
  const { target, unknown } = item
  if (!isDimension(target)) throw new StepFails('target.not-merged', { target })
  const { merged, changes } = await mergeDimension(loader, target, { batch, itemId: item.id, seal })
  if (target === 'table') return merged
  const means = { loader, seal, unitId: unknown.unitId }
  await applyChanges(means, target, changes)
  const waiting = await applyWaiting(means)
  if (waiting > 0) log('info', 'rows.waiting', { count: waiting })
  return merged
}
