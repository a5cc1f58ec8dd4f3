import type { Preferences } from '@rapport/contract/session'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { countTry, forgetTries } from './throttle.ts'

/** The person with this name and password. 401 for a wrong name, a wrong password and a disabled person alike. */
export async function recognise(
  product: Product,
  username: string,
  password: string,
  address: string,
): Promise<string> {
  await countTry(product, username, address)
  const found = await asSystem(product.connections, {}, async (db) => {
    const [row] = await db.rows<{ id: string; password_hash: string }>(
      'credential-of',
      `select u.id, c.password_hash from users u join credentials c on c.user_id = u.id
       where lower(u.username) = lower($1) and u.disabled_at is null`,
      [username.normalize('NFKC')],
    )
    return row
  })
  if (!(await isPassword(password, found?.password_hash))) {
    await note(product, 'sign-in-failed', found?.id ?? null)
    throw new Refused(401, 'session.wrong-name-or-password')
  }
  await forgetTries(product, username, address)
  await note(product, 'sign-in', found!.id)
  return found!.id
}

const note = (product: Product, action: string, userId: string | null) =>
  asSystem(product.connections, userId ? { actorId: userId } : {}, (db) =>
    db.rows('audit-note-session', 'select audit_note($1, $2, $3::uuid, null, null, null)', [action, 'session', userId]),
  )

export const noteSignOut = (product: Product, userId: string) => note(product, 'sign-out', userId)

/** Own preferences; as the system, because nobody may write the rest of their own row. */
export async function setPreferences(product: Product, userId: string, preferences: Preferences): Promise<Preferences> {
  await asSystem(product.connections, { actorId: userId }, (db) =>
    db.user.update({ where: { id: userId }, data: { preferences } }),
  )
  return preferences
}

/** The new password counts at once and every session of the person ends, this one too. */
export async function changePassword(product: Product, userId: string, current: string, next: string) {
  const hashes = await asSystem(product.connections, {}, (db) => db.credential.findUnique({ where: { userId } }))
  if (!(await isPassword(current, hashes?.passwordHash))) throw refusedField('current', 'password.wrong')
  await storePassword(product, userId, next, userId)
}

/** Stores a password and ends the sessions of its person. */
export async function storePassword(
  product: Product,
  userId: string,
  password: string,
  actorId: string,
  requestId?: string,
) {
  const passwordHash = await hashPassword(password)
  const who = { actorId, ...(requestId && { requestId }) }
  await asSystem(product.connections, who, (db) => writePassword(db, userId, passwordHash))
}

/** The same inside a transaction of the system, with the hash made before. */
export async function writePassword(db: Db, userId: string, passwordHash: string) {
  await db.credential.upsert({
    where: { userId },
    create: { userId, passwordHash },
    update: { passwordHash, changedAt: new Date() },
  })
  await endSessionsOf(db, userId)
  await db.rows('audit-note-password', "select audit_note('update', 'credentials', $1::uuid, null, null, null)", [
    userId,
  ])
}

export const endSessionsOf = (db: Db, userId: string) =>
  db.rows('sessions-end', 'update sessions set ended_at = now() where user_id = $1 and ended_at is null', [userId])
