import type { RuleSettings, ruleEffects } from '@rapport/contract/administration/quality-rules'
import { newId } from '@rapport/database/ids'
import type { StepItem } from './step.ts'
import type { Warehouse } from './testing.ts'

/** Gives an item of a test rules, all with one effect; they are called by their kind. */
export async function addRules(
  { make }: Warehouse,
  item: StepItem,
  settings: readonly RuleSettings[],
  effect: (typeof ruleEffects)[number] = 'hold-row',
): Promise<void> {
  const { id, code, target, place, layout, mapping, keyFields, unknown } = item
  await make(async (db) => {
    if (!(await db.collectionItem.findFirst({ where: { id } }))) {
      const source = { id: item.source.id, code: `source-${item.source.id}`, name: 'Source', kind: 'upload' }
      await db.dataSource.create({ data: { ...source, settings: { kind: 'upload' } } })
      const described = { id, code, name: code, target, place, layout, mapping, keyFields, unknown }
      await db.collectionItem.create({ data: { ...described, sourceId: source.id } })
    }
    for (const one of settings) {
      const said = { itemId: id, code: one.kind, name: one.kind, kind: one.kind, settings: one, effect }
      await db.qualityRule.create({ data: { ...said, id: newId() } })
    }
  })
}
