import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { asViewer } from '@rapport/database/as-viewer'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { openItem } from '#features/administration/collection-items/collection-items.ts'
import { refusedInput } from '#http/errors.ts'
import { readForm } from '#http/form.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { dropHandedIn, handIn, keepHandedIn } from '#warehouse/fetch/handed-in.ts'

/**
 * Takes the file of an item and business date from a person: what the next fetch of them takes. 422 for an item that does
 * not come by upload. Nothing is kept of one that is refused.
 */
export async function handInFile(product: Product, viewer: SignedIn, request: FastifyRequest, reply: FastifyReply) {
  const { fields, fileName, taken } = await readForm(request, (bytes) => handIn(product, bytes), dropHandedIn)
  try {
    const said = etlRuns.upload.body.safeParse(fields)
    if (!said.success) throw refusedInput(said.error.issues)
    const { itemId, businessDate } = said.data
    const item = await asViewer(product.connections, viewer, { readOnly: true, requestId: request.id }, (db) =>
      openItem(db, itemId),
    ).catch((error: unknown) => {
      throw error instanceof Refused && error.status === 404 ? refusedField('itemId', 'item.unknown') : error
    })
    if (item.source.kind !== 'upload') throw refusedField('itemId', 'item.not-by-upload')
    const side = item.sideFile !== null && fileName.endsWith(item.sideFile.suffix)
    await keepHandedIn(product, taken, { itemId, day: businessDate, side, fileName })
    return reply.code(201).send(etlRuns.upload.reply.parse({ fileName, bytes: taken.bytes }))
  } catch (error) {
    await dropHandedIn(taken)
    throw error
  }
}
