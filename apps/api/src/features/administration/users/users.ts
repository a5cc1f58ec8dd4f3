import type { User, users } from '@rapport/contract/administration/organisation'
import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'

const sortedBy = [z.string()]
const columns = `u.id, u.version, u.username, u.name, u.staff_no as "staffNo", u.work_email as "workEmail", u.extension,
  json_build_object('id', n.id, 'name', n.name) as unit,
  json_build_object('id', r.id, 'code', r.code, 'name', r.name, 'nameZh', r.name_zh) as role,
  u.disabled_at is not null as disabled`
const joined = 'users u join units n on n.id = u.unit_id join roles r on r.id = u.role_id'
const filtered = `($1::text is null or strpos(lower(u.username), lower($1)) > 0 or strpos(lower(u.name), lower($1)) > 0)
  and ($2::bool is null or (u.disabled_at is not null) = $2)`

/** People who sign in, by user name: those whose user name or name contains the text. */
export async function listUsers(db: Db, { q, disabled, after, limit }: QueryOf<typeof users.list>) {
  const [from = null] = placeOf('users', after, sortedBy) ?? []
  const filter = [q ?? null, disabled ?? null]
  const found = await db.rows<User>(
    'users',
    `select ${columns} from ${joined} where ${filtered} and ($3::text is null or u.username > $3)
     order by u.username limit $4`,
    [...filter, from, limit + 1],
  )
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    'users-total',
    `select count(*) as total from users u where ${filtered}`,
    filter,
  )
  const items = found.slice(0, limit)
  return { items, total, next: found.length > limit ? cursorAt('users', [items.at(-1)!.username]) : null }
}

export async function openUser(db: Db, id: string): Promise<User> {
  const [user] = await db.rows<User>('user', `select ${columns} from ${joined} where u.id = $1`, [id])
  if (!user) throw new Refused(404, 'not-found')
  return user
}

/**
 * Changes name, telephone, unit or role, disables or enables; acts on the person's next request. Nobody changes their own role or
 * disables themselves.
 */
export async function changeUser(
  db: Db,
  viewerId: string,
  id: string,
  version: number,
  change: BodyOf<typeof users.change>,
  now: Date,
): Promise<User> {
  const user = await openUser(db, id)
  if (user.version !== version) throw stale()
  const { disabled, ...rest } = change
  if (id === viewerId && disabled) throw new Refused(422, 'user.own')
  if (id === viewerId && change.roleId && change.roleId !== user.role.id) throw new Refused(422, 'user.own-role')
  await refusePlace(db, change)
  if (change.extension) await refuseTaken(db, id, change.extension)
  const { count } = await db.user.updateMany({
    where: { id, version },
    data: {
      ...rest,
      ...(disabled !== undefined && disabled !== user.disabled && { disabledAt: disabled ? now : null }),
    },
  })
  if (count === 0) throw stale()
  return openUser(db, id)
}

/** Two people at one telephone would both be shown its calls. */
async function refuseTaken(db: Db, id: string, extension: string) {
  const other = await db.user.findFirst({ where: { extension, id: { not: id } }, select: { id: true } })
  if (other) throw refusedField('extension', 'call.extension-taken', 409)
}

/** The unit must be there and go on, the role be there. */
export async function refusePlace(db: Db, place: { unitId?: string | undefined; roleId?: string | undefined }) {
  if (place.unitId) {
    const unit = await db.unit.findUnique({ where: { id: place.unitId }, select: { validTo: true } })
    if (!unit) throw refusedField('unitId', 'unit.unknown')
    if (unit.validTo !== null) throw refusedField('unitId', 'unit.ended')
  }
  if (place.roleId && !(await db.role.findUnique({ where: { id: place.roleId }, select: { id: true } })))
    throw refusedField('roleId', 'role.unknown')
}
