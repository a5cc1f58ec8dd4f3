import { Readable } from 'node:stream'
import { asSystem, asViewer } from '@rapport/database/as-viewer'
import type { FastifyReply } from 'fastify'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { refusedLines } from './refusals.ts'

/** Sends the refused rows as the same file with the reasons, block by block, each read as who asks at that moment. */
export async function sendRefusedRows(product: Product, viewer: SignedIn, importId: string, reply: FastifyReply) {
  const next = (after: number) =>
    asViewer(product.connections, viewer, { readOnly: true, requestId: reply.request.id }, (db) =>
      refusedLines(db, product.seal, importId, after),
    )
  const first = await next(-1)
  if (!first) throw new Refused(404, 'not-found')
  // Leaving the house with personal data is written down before the first byte goes.
  await asSystem(product.connections, { actorId: viewer.id, requestId: reply.request.id }, (db) =>
    db.rows('audit-note', 'select audit_note($1, $2, $3::uuid, $4::uuid, null, $5::jsonb)', [
      'export',
      'imports',
      importId,
      null,
      JSON.stringify({ call: 'GET /imports/:id/refused-rows' }),
    ]),
  )
  async function* lines() {
    for (let block = first; block; block = await next(block.block)) yield block.lines
  }
  reply.header('content-disposition', `attachment; filename="refused-rows-${viewer.described.today}.csv"`)
  return reply.type('text/csv; charset=utf-8').send(Readable.from(lines()))
}
