import { createHash } from 'node:crypto'
import { MOST_DOCUMENT_BYTES, ProductDocumentForm, type products } from '@rapport/contract/marketing/products'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { refusedInput } from '#http/errors.ts'
import { readForm } from '#http/form.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { DownloadAsk, RawAsk } from '#http/serve.ts'
import { openProduct } from './product-rows.ts'

/** All bytes of an upload; 413 as soon as there are too many. */
async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of stream) {
    length += part.length
    if (length > MOST_DOCUMENT_BYTES) throw new Refused(413, 'body-too-large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Whether a file is a PDF by its own words: it says so within its first kilobyte, and says that it ends (ISO 32000-1, 7.5.2 and 7.5.5). */
const isPdf = (file: Buffer) => file.subarray(0, 1024).includes('%PDF-') && file.subarray(-1024).includes('%%EOF')

/** Adds a document of a product, or the next version of one. 404 for no such product, 422 for what is no PDF, 413 for what is too large. */
export async function addDocument({
  product,
  viewer,
  params,
  request,
  requestId,
}: RawAsk<typeof products.addDocument>) {
  const as = <T>(readOnly: boolean, work: (db: Db) => Promise<T>) =>
    asViewer(product.connections, viewer!, { readOnly, requestId }, work)
  // Nothing is taken in for a product that is not there.
  await as(true, (db) => openProduct(db, params.id, viewer!.described.today))
  const { fields, fileName, taken } = await readForm(request, bytesOf)
  const form = ProductDocumentForm.safeParse(fields)
  if (!form.success) throw refusedInput(form.error.issues)
  if (!isPdf(taken)) throw refusedField('file', 'product.not-pdf')
  return as(false, async (db) => {
    await keepDocument(db, { productId: params.id, kind: form.data.kind, name: fileName, file: taken })
    return openProduct(db, params.id, viewer!.described.today)
  })
}

/** Of two who add at once the second waits for the first. */
async function keepDocument(
  db: Db,
  { productId, kind, name, file }: { productId: string; kind: string; name: string; file: Buffer },
) {
  await db.rows('product-of-document', 'select 1 from products where id = $1::uuid for no key update', [productId])
  await db.rows(
    'product-document-add',
    `insert into product_documents (id, product_id, kind, number, name, bytes, sha256, file, added_by)
     select $1::uuid, $2::uuid, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7::bytea, viewer_id()
     from product_documents where product_id = $2::uuid and kind = $3`,
    [newId(), productId, kind, name, file.length, createHash('sha256').update(file).digest('hex'), file],
  )
}

/** The bytes of a version of a document, as they were added. */
export async function sendDocument({ params, read }: DownloadAsk<typeof products.document>) {
  const [found] = await read((db) =>
    db.rows<{ code: string; kind: string; number: number; file: Buffer }>(
      'product-document',
      `select p.code, d.kind, d.number, d.file from product_documents d join products p on p.id = d.product_id where d.id = $1::uuid`,
      [params.id],
    ),
  )
  if (!found) throw new Refused(404, 'not-found')
  return { name: `${found.code}-${found.kind}-${found.number}.pdf`, content: found.file }
}
