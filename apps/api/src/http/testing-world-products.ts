import type { Db } from '@rapport/database/as-viewer'
import { makeProduct } from '@rapport/database/factories/products'

/** A product of every state, with a rating, a document and what is proposed of it. */
export async function makeProducts(db: Db) {
  for (const [at, state] of (['draft', 'review', 'admitted', 'withdrawn'] as const).entries())
    await makeProduct(db, { code: `W${at}`, state, grade: at + 1, proposed: state === 'review' ? 'review' : 'draft' })
}
