import { type DataSource, SourceContents } from '@rapport/contract/administration/data-sources'
import { asViewer } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { contentsOf } from '#warehouse/fetch/contents.ts'
import { StepFails } from '#warehouse/step.ts'
import { openSource, secretPlace } from './data-sources.ts'

/** A source with its secret opened, for the one who is about to go there. */
export async function reachable(product: Product, viewer: SignedIn, id: string) {
  return asViewer(product.connections, viewer, { readOnly: true }, async (db) => {
    const source: DataSource = await openSource(db, id)
    const row = await db.dataSource.findUniqueOrThrow({ where: { id }, select: { secretSealed: true } })
    const secret = row.secretSealed === null ? null : product.seal.open(row.secretSealed, secretPlace(id))
    return { ...source, secret }
  })
}

/** What a source holds; 422 with the reason when it cannot be reached. Asked outside any transaction. */
export async function sendContents(product: Product, viewer: SignedIn, id: string) {
  const source = await reachable(product, viewer, id)
  try {
    return SourceContents.parse(await contentsOf(product, source))
  } catch (error) {
    throw error instanceof StepFails ? new Refused(422, error.code, { details: error.details }) : error
  }
}
