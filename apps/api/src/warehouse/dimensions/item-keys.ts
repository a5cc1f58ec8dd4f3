import type { CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import type { Loader } from '@rapport/database/as-loader'
import type { Seal } from '@rapport/database/seal'
import { type Batch, stageOf } from '#warehouse/batches.ts'
import { keyText } from '#warehouse/collect/natural-key.ts'
import { StepFails } from '#warehouse/step.ts'
import { keyHash } from './said.ts'
import { accountHash, scopeOf } from './stage-dimension.ts'

type Keys = Pick<ReadonlySet<string>, 'has'>

/**
 * The keys of the rows of another item, by its code, for rules that refer to them: those that are in the warehouse and
 * those that come on the same day. Throws `StepFails` for an item that nobody knows or whose rows have no key of one field.
 */
export const keysOfItems =
  (loader: Loader, seal: Seal, batch: Batch) =>
  async (code: string): Promise<Keys> => {
    const [item] = await loader.query<{ id: string; target: CollectionTarget }>(
      'select id, target from collection_items where code = $1',
      [code],
    )
    const { column, hashOf } = (item && howKeyed(seal, item)) ?? { column: '', hashOf: null }
    if (!item || !hashOf) throw new StepFails('rule.reference-unfit', { item: code })
    const rows = await loader.query<{ hash: string }>(
      `select ${column} as hash from warehouse.collected where item_id = $1`,
      [item.id],
    )
    const hashes = new Set(rows.map(({ hash }) => hash))
    const staged = await loader.query<{ id: string }>(
      `select id from warehouse.batches where item_id = $1 and state = 'staged' and business_date = $2`,
      [item.id, batch.businessDate],
    )
    for (const { id } of staged) {
      const [there] = await loader.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
        stageOf(id),
      ])
      if (!there!.there) continue
      for (const { hash } of await loader.query<{ hash: string }>(`select ${column} as hash from ${stageOf(id)}`))
        hashes.add(hash)
    }
    return { has: (value) => hashes.has(hashOf(keyText([value], [0]))) }
  }

function howKeyed(seal: Seal, { id, target }: { id: string; target: CollectionTarget }) {
  if (target === 'table' || target === 'customers' || target === 'securities')
    return { column: 'key_hash', hashOf: (key: string) => keyHash(seal, scopeOf(target, id), key) }
  if (target === 'accounts') return { column: 'about_hash', hashOf: (key: string) => accountHash(seal, key) }
  return null
}
