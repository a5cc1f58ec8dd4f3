import { asViewer, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { FastifyRequest } from 'fastify'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { type Dialect, dialectOf, HEAD } from '#warehouse/collect/file/dialect.ts'
import { CannotExpand } from '#warehouse/collect/file/expand.ts'
import { headOf } from './file/file-rows.ts'
import { openImport } from './imports.ts'
import type { Kind } from './kinds/kind.ts'
import { kinds } from './kinds/kinds.ts'
import { mappingFor, rememberMapping } from './layouts.ts'
import { checkMapping } from './mapping/check-mapping.ts'
import { layoutOf } from './mapping/suggest.ts'
import { keepRefused } from './refusals.ts'
import { type Form, readUpload } from './upload.ts'
import { dropUpload, keepUpload, uploadPath } from './upload-files.ts'

/** So many imports of one person may wait at a time (BI-73). */
const MOST_WAITING = 20

/** Takes a file in, looks at its head, and leaves it to the worker. Nothing is kept of an upload that is refused. */
export async function startImport(product: Product, viewer: SignedIn, request: FastifyRequest) {
  const as = <T>(work: (db: Db) => Promise<T>) =>
    asViewer(product.connections, viewer, { readOnly: false, requestId: request.id }, work)
  await as(refuseTooMany)
  const id = newId()
  const { form, fileName, taken } = await readUpload(
    request,
    (bytes) => keepUpload(product, id, bytes),
    () => dropUpload(product, id),
  )
  try {
    const kind = kindFor(form, viewer)
    const { head, whole } = await headOf(uploadPath(product, id), product.seal, id, HEAD)
    const { dialect } = await lookAt(head, whole)
    return await as(async (db) => {
      const mapping = form.mapping ?? (await mappingFor(db, form.kind, kind.fields, dialect.columns)).mapping
      refuseMapping(kind, mapping, dialect)
      await rememberMapping(db, form.kind, dialect.columns, mapping)
      await db.rows(
        'import-start',
        `insert into imports (id, kind, mode, file_name, mapping, layout, bytes_total, started_by)
         values ($1::uuid, $2, $3, $4, $5::jsonb, $6, $7, $8::uuid)`,
        [id, form.kind, form.mode, fileName, JSON.stringify(mapping), layoutOf(dialect.columns), taken, viewer.id],
      )
      await keepRefused(db, product.seal, id, 0, { ...dialect, rows: [] })
      return openImport(db, id)
    })
  } catch (error) {
    await dropUpload(product, id)
    throw error
  }
}

async function refuseTooMany(db: Db) {
  const [row] = await db.rows<{ waiting: number }>(
    'imports-waiting',
    `select count(*) as waiting from imports where started_by = $1::uuid and state = 'waiting'`,
    [db.viewer!.id],
  )
  if (row!.waiting >= MOST_WAITING) throw new Refused(429, 'import.too-many-waiting', { retryAfter: 60 })
}

export function kindFor(form: Form, viewer: SignedIn): Kind<unknown> {
  const kind = kinds[form.kind]
  if (kind.permission && !viewer.permissions.includes(kind.permission))
    throw new Refused(403, 'not-allowed', { details: { permission: kind.permission } })
  return kind
}

/** How the file is written, and the first of its rows; 422 on `file` when it cannot be read as a table. */
export async function lookAt(head: Buffer, whole: boolean) {
  const refused = (code: string) => new Refused(422, 'invalid', { errors: [{ field: 'file', code }] })
  try {
    const found = await dialectOf(head, whole)
    if ('fault' in found) throw refused(found.fault)
    return found
  } catch (error) {
    throw error instanceof CannotExpand ? refused(error.code) : error
  }
}

function refuseMapping(kind: Kind<unknown>, mapping: NonNullable<Form['mapping']>, dialect: Dialect) {
  const errors = checkMapping(kind.fields, mapping, dialect.columns)
  if (errors.length > 0) throw new Refused(422, 'invalid', { errors: errors.slice(0, 50) })
}
