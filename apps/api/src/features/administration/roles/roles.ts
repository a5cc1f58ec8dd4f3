import type { Role, roles } from '@rapport/contract/administration/organisation'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { taken } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'

const administers = new Set<string>(['unit.manage', 'user.manage', 'role.manage'])
type Rights = Pick<Role, 'permissions' | 'scope' | 'clearance'>

const columns = `id, version, code, name, name_zh as "nameZh", permissions, scope, clearance,
  (select count(*) from users u where u.role_id = r.id and u.disabled_at is null) as people`

/** All roles by code, each with how many enabled people hold it. */
export async function listRoles(db: Db): Promise<{ items: Role[] }> {
  return { items: await db.rows<Role>('roles', `select ${columns} from roles r order by code`, []) }
}

async function openRole(db: Db, id: string): Promise<Role | undefined> {
  const [role] = await db.rows<Role>('role', `select ${columns} from roles r where id = $1`, [id])
  return role
}

/** A new role. 409 where the code is used; 422 for rights that do not go together. */
export async function createRole(db: Db, draft: BodyOf<typeof roles.create>): Promise<Role> {
  refuseMixture(draft)
  const id = newId()
  await db.role.create({ data: { ...draft, ...sorted(draft), id } }).catch(taken('code', 'role.code-taken'))
  return (await openRole(db, id))!
}

/** Changes a role for everybody who holds it, from their next request on. Nobody changes the rights they hold. */
export async function changeRole(
  db: Db,
  viewerId: string,
  id: string,
  version: number,
  change: BodyOf<typeof roles.change>,
): Promise<Role> {
  const role = await openRole(db, id)
  if (!role) throw new Refused(404, 'not-found')
  if (role.version !== version) throw stale()
  const next = { ...role, ...change }
  if (!sameRights(role, next)) {
    const me = await db.user.findUniqueOrThrow({ where: { id: viewerId }, select: { roleId: true } })
    if (me.roleId === id) throw new Refused(422, 'role.own')
    refuseMixture(next)
  }
  const { count } = await db.role.updateMany({ where: { id, version }, data: { ...change, ...sorted(change) } })
  if (count === 0) throw stale()
  return (await openRole(db, id))!
}

/** Whoever administers sees no customers: else an administrator could let themselves in. */
function refuseMixture({ permissions, scope }: Rights) {
  if (scope !== 'none' && permissions.some((permission) => administers.has(permission)))
    throw refusedField('scope', 'role.administers-and-sees')
}

const listed = (items: readonly string[]) => [...new Set(items)].sort()
const sameList = (one: readonly string[], other: readonly string[]) => listed(one).join() === listed(other).join()
const sameRights = (one: Rights, other: Rights) =>
  one.scope === other.scope && sameList(one.permissions, other.permissions) && sameList(one.clearance, other.clearance)

/** Each right once, so that lists which mean the same are the same. */
const sorted = (rights: Partial<Pick<Rights, 'permissions' | 'clearance'>>) => ({
  ...(rights.permissions && { permissions: listed(rights.permissions) }),
  ...(rights.clearance && { clearance: listed(rights.clearance) }),
})
