import type { ImportKind, Mapping } from '@rapport/contract/customer/imports'
import { Mapping as MappingShape } from '@rapport/contract/customer/imports'
import type { Db } from '@rapport/database/as-viewer'
import { checkMapping } from './mapping/check-mapping.ts'
import type { Field } from './mapping/field.ts'
import { layoutOf, suggestedMapping } from './mapping/suggest.ts'

/** The mapping for a file with these columns: the one its person used last for such a file, or what the names suggest. */
export async function mappingFor(
  db: Db,
  kind: ImportKind,
  fields: readonly Field[],
  columns: readonly string[],
): Promise<{ mapping: Mapping; remembered: boolean }> {
  const [row] = await db.rows<{ mapping: unknown }>(
    'import-layout',
    'select mapping from import_layouts where user_id = $1::uuid and kind = $2 and layout = $3',
    [db.viewer!.id, kind, layoutOf(columns)],
  )
  const remembered = MappingShape.safeParse(row?.mapping)
  // One from before a field changed its name is forgotten.
  if (remembered.success && checkMapping(fields, remembered.data, columns).length === 0)
    return { mapping: remembered.data, remembered: true }
  return { mapping: suggestedMapping(fields, columns), remembered: false }
}

export async function rememberMapping(db: Db, kind: ImportKind, columns: readonly string[], mapping: Mapping) {
  await db.rows(
    'import-layout-used',
    `insert into import_layouts (user_id, kind, layout, mapping) values ($1::uuid, $2, $3, $4::jsonb)
     on conflict (user_id, kind, layout) do update set mapping = excluded.mapping, used_at = now()`,
    [db.viewer!.id, kind, layoutOf(columns), JSON.stringify(mapping)],
  )
}
