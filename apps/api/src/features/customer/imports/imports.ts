import type { Import, imports } from '@rapport/contract/customer/imports'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

const MOST_REASONS = 20
const columns = `i.id, i.kind, i.mode, i.file_name as "fileName", i.state, i.bytes_read as "bytesRead",
  i.bytes_total as "bytesTotal", i.rows, i.created, i.updated, i.unchanged, i.refused, i.made, i.reasons, i.failure,
  u.name as "startedBy", i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt"`

const withTopReasons = (row: Import): Import => ({
  ...row,
  reasons: row.reasons.toSorted((a, b) => b.count - a.count).slice(0, MOST_REASONS),
})

/** One's own import; nobody else sees it. */
export async function openImport(db: Db, importId: string): Promise<Import> {
  const [row] = await db.rows<Import>(
    'import-open',
    `select ${columns} from imports i join users u on u.id = i.started_by where i.id = $1::uuid`,
    [importId],
  )
  if (!row) throw new Refused(404, 'not-found')
  return withTopReasons(row)
}

/** One's own imports, latest first, by keyset. */
export async function listImports(db: Db, { after, limit }: QueryOf<typeof imports.list>) {
  const place = placeOf('imports', after, [z.iso.datetime(), id])
  const found = await db.rows<Import>(
    place ? 'imports-after' : 'imports-first',
    `select ${columns} from imports i join users u on u.id = i.started_by
     ${place ? 'where (i.created_at, i.id) < ($2::timestamptz, $3::uuid)' : ''}
     order by i.created_at desc, i.id desc limit $1`,
    [limit + 1, ...(place ?? [])],
  )
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    'imports-total',
    'select count(*) as total from imports',
    [],
  )
  const items = found.slice(0, limit).map(withTopReasons)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('imports', [last.createdAt, last.id]) : null }
}
