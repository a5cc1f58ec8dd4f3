import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { type Step, StepFails, type StepItem } from '#warehouse/step.ts'
import type { Planned } from './plan.ts'

/** Steps with their items as they are described now, and the batches that were fetched. Throws `StepFails` for an item that is paused. */
export async function loadSteps(
  connections: Connections,
  wanted: readonly Planned[],
  all: readonly Planned[],
): Promise<Step[]> {
  const ids = [...new Set(wanted.flatMap(({ itemId }) => itemId ?? []))]
  const items = await asSystem(connections, {}, (db) =>
    db.rows<StepItem & { active: boolean }>(
      'items-of-steps',
      `select i.id, i.code, i.target, i.place, i.layout, i.mapping, i.key_fields as "keyFields", i.side_file as "sideFile",
         i.late_days as "lateDays", i.unknown, json_build_object('id', s.id, 'code', s.code) as source, i.active
       from collection_items i join data_sources s on s.id = i.source_id where i.id = any ($1::uuid[])`,
      [ids],
    ),
  )
  return wanted.map(({ code, kind, itemId }) => {
    if (itemId === null) return { code, kind, item: null, batchId: null }
    const found = items.find(({ id }) => id === itemId)
    if (!found) throw new StepFails('item.gone')
    const { active, ...item } = found
    if (!active) throw new StepFails('item.paused')
    return {
      code,
      kind,
      item,
      batchId: all.find((step) => step.kind === 'fetch' && step.itemId === itemId)?.batchId ?? null,
    }
  })
}
