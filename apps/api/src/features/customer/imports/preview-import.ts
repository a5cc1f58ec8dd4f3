import type { ImportPreview } from '@rapport/contract/customer/imports'
import { asViewer } from '@rapport/database/as-viewer'
import type { FastifyRequest } from 'fastify'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { HEAD } from '#warehouse/collect/file/dialect.ts'
import { mappingFor } from './layouts.ts'
import { likelyKind } from './likely-kind.ts'
import { checkMapping } from './mapping/check-mapping.ts'
import { checkRows } from './run/check-rows.ts'
import { kindFor, lookAt } from './start-import.ts'
import { readUpload } from './upload.ts'

const ROWS = 20

/** What an import of this file would begin with. Only the head is looked at, in memory; the rest is let go. */
export async function previewImport(
  product: Product,
  viewer: SignedIn,
  request: FastifyRequest,
): Promise<ImportPreview> {
  const { form, taken } = await readUpload(request, headIn)
  const kind = kindFor(form, viewer)
  const { dialect, rows: all } = await lookAt(taken.head, taken.whole)
  const rows = all.slice(0, ROWS)
  return asViewer(product.connections, viewer, { readOnly: true, requestId: request.id }, async (db) => {
    const found = await mappingFor(db, form.kind, kind.fields, dialect.columns)
    const mapping = form.mapping ?? found.mapping
    const usable = checkMapping(kind.fields, mapping, dialect.columns).length === 0
    const checked = usable ? await checkRows(db, kind, rows, { mapping, dialect, viewer, seal: product.seal }) : null
    return {
      encoding: dialect.encoding,
      compressed: dialect.compressed,
      columns: dialect.columns,
      rows: rows.map(({ cells }) => cells.map((text) => text.slice(0, 1_000))),
      fields: kind.fields.map(({ name, required, values }) => ({
        name,
        required: required ?? false,
        values: values ? [...values] : null,
      })),
      mapping,
      remembered: found.remembered && !form.mapping,
      refusals: checked,
      likelyKind: likelyKind(dialect.columns, viewer.permissions, form.kind),
    }
  })
}

/** Keeps the first bytes and lets the others pass by. */
async function headIn(bytes: AsyncIterable<Buffer>): Promise<{ head: Buffer; whole: boolean }> {
  const parts: Buffer[] = []
  let kept = 0
  let seen = 0
  for await (const part of bytes) {
    seen += part.length
    if (kept >= HEAD) continue
    parts.push(part)
    kept += part.length
  }
  return { head: Buffer.concat(parts).subarray(0, HEAD), whole: seen <= HEAD }
}
