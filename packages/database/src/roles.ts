import pg from 'pg'
import { asOwner } from './as-owner.ts'
import { patiently } from './roles/patiently.ts'
import { scramVerifier } from './roles/scram.ts'

/** What a request can become: one PostgreSQL role a scope, and one for the system's own work. None of them can log in. */
export const GROUP_ROLES = ['sees_own', 'sees_units', 'sees_all', 'sees_none', 'rapport_system'] as const

/** What a customer's own request to the portal becomes: it reads the views of the schema `portal` and nothing else. */
export const CUSTOMER_ROLE = 'sees_self'

/** What logins of the data mart are in; the server never becomes it. */
export const MART_ROLE = 'rapport_mart'

/** Makes the group roles that are missing; the migrations grant to them. Safe when two run at once. */
export async function ensureGroupRoles(owner: pg.ClientBase): Promise<void> {
  for (const role of [...GROUP_ROLES, CUSTOMER_ROLE, MART_ROLE])
    await patiently(() => createRole(owner, role, 'nologin'))
}

/**
 * Makes or updates the server's login role (default `rapport_app_<database>`) and returns the connection URL it is used by.
 * The role owns nothing, inherits nothing and bypasses nothing: it can only become one of the group roles, or a customer.
 * Needs an owner with CREATEROLE; throws where a role of that name has rights that the owner cannot take away.
 */
export function ensureLoginRole(
  ownerUrl: string,
  login: { role?: string; password: string },
): Promise<{ url: string; role: string }> {
  return asOwner(ownerUrl, async (owner) => {
    await ensureGroupRoles(owner)
    const { rows } = await owner.query('select current_database() as name, current_setting($1)::int as version', [
      'server_version_num',
    ])
    const { name, version } = rows[0] as { name: string; version: number }
    const role = login.role ?? `rapport_app_${name}`.slice(0, 63)
    const quoted = owner.escapeIdentifier(role)
    await patiently(() => createRole(owner, role, 'login noinherit'))
    await refuseTooMighty(owner, role)
    // The server is told what proves the password, never the password: statements end in logs.
    const verifier = owner.escapeLiteral(scramVerifier(login.password))
    await patiently(() => owner.query(`alter role ${quoted} login noinherit password ${verifier}`))
    const how = version >= 160_000 ? ' with inherit false, set true' : ''
    for (const group of await groupsToGrant(owner, role))
      await patiently(() => owner.query(`grant ${group} to ${quoted}${how}`))
    await openTo(owner, role)
    return { url: asRole(ownerUrl, role, login.password), role }
  })
}

/**
 * Lets that role and nobody else but the owner connect: the group roles are shared by all databases of a server. Logins of the
 * data mart connect too, so what anybody may call in the schema of the product is that role's alone.
 */
export async function openTo(owner: pg.Client, role: string): Promise<void> {
  const { rows } = await owner.query('select current_database() as name')
  const database = owner.escapeIdentifier(rows[0].name)
  const quoted = owner.escapeIdentifier(role)
  await patiently(() => owner.query(`revoke connect, temporary on database ${database} from public`))
  await patiently(() => owner.query(`grant connect on database ${database} to ${quoted}`))
  await patiently(() => owner.query('revoke all on schema public from public'))
  await patiently(() => owner.query(`grant usage on schema public to ${quoted}`))
}

export async function createRole(owner: pg.ClientBase, role: string, attributes: string) {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [role])
  if (rowCount === 0) await owner.query(`create role ${pg.escapeIdentifier(role)} ${attributes}`)
}

async function refuseTooMighty(owner: pg.ClientBase, role: string) {
  const { rows } = await owner.query(
    'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as mighty from pg_roles where rolname = $1',
    [role],
  )
  if (rows[0]?.mighty)
    throw new Error(
      `The role ${role} may more than the server's login role should: drop it, or take its attributes away.`,
    )
}

/** Only what is missing: an owner that did not make a group role may not be allowed to grant it again. */
async function groupsToGrant(owner: pg.ClientBase, role: string): Promise<readonly string[]> {
  const { rows } = await owner.query(
    `select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member
     where r.rolname = $1`,
    [role],
  )
  const has = new Set(rows.map(({ rolname }) => rolname as string))
  return [...GROUP_ROLES, CUSTOMER_ROLE].filter((group) => !has.has(group))
}

/** The same server and database, as another role. */
export function asRole(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = encodeURIComponent(role)
  url.password = encodeURIComponent(password)
  return url.href
}
