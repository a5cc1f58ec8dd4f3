import type { User, users } from '@rapport/contract/administration/organisation'
import type { BodyOf } from '@rapport/contract/endpoint'
import { asSystem, asViewer, type Viewer } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { hashPassword } from '#features/administration/session/passwords.ts'
import { storePassword, writePassword } from '#features/administration/session/session.ts'
import { taken } from '#http/errors.ts'
import { Refused } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { openUser, refusePlace } from './users.ts'

/**
 * Makes a person who can sign in; as the system, because nobody else writes passwords. The hash is made before the
 * transaction begins, as it takes its time.
 */
export async function createUser(
  product: Product,
  viewer: Viewer,
  draft: BodyOf<typeof users.create>,
  requestId: string,
): Promise<User> {
  const { password, ...person } = draft
  const passwordHash = await hashPassword(password)
  return asSystem(product.connections, { actorId: viewer.id, requestId }, async (db) => {
    await refusePlace(db, person)
    const id = newId()
    await db.user.create({ data: { ...person, id } }).catch(taken('username', 'user.username-taken'))
    await writePassword(db, id, passwordHash)
    return openUser(db, id)
  })
}

/** Sets somebody's password and ends their sessions. The own one is changed by whoever knows the present one. */
export async function setPassword(
  product: Product,
  viewer: Viewer,
  id: string,
  password: string,
  requestId: string,
): Promise<void> {
  await asViewer(product.connections, viewer, { readOnly: true, requestId }, (db) => openUser(db, id))
  if (id === viewer.id) throw new Refused(422, 'user.own-password')
  await storePassword(product, id, password, viewer.id, requestId)
}
