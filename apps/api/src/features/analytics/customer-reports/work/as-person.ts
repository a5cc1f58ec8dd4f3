import { asViewer, type Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { type SignedIn, viewerById } from '#http/session.ts'
import type { Product } from '#product.ts'

/** What reports need of the product; the worker has no sessions. */
export type Works = Pick<Product, 'connections' | 'seal' | 'now'>

/** It cannot be done, for good: the code is told to the person. */
export class Undone<Code extends string> extends Error {
  constructor(readonly code: Code) {
    super(code)
  }
}

/** Reads as the person who asked, with the rights that they have now. `Undone` where they lost them, or the customer. */
export async function readAs<T>(
  works: Works,
  person: string,
  read: (db: Db, viewer: SignedIn) => Promise<T>,
): Promise<T> {
  const viewer = await viewerById(works, person)
  if (!viewer) throw new Undone('person-gone')
  const needed = ['report.create', 'account.read'] as const
  if (viewer.scope === 'none' || needed.some((permission) => !viewer.permissions.includes(permission)))
    throw new Undone('not-allowed')
  try {
    return await asViewer(works.connections, viewer, { readOnly: true }, (db) => read(db, viewer))
  } catch (error) {
    throw error instanceof Refused && error.status === 404 ? new Undone('out-of-sight') : error
  }
}
