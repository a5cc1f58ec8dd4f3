import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { patiently } from './roles/patiently.ts'
import { scramVerifier } from './roles/scram.ts'
import { createRole, MART_ROLE } from './roles.ts'

export interface MartLogin {
  /** Name of the PostgreSQL role: `mart_` and up to forty of a to z, 0 to 9 and _. */
  login: string
  /** Code of the unit at and below which it reads. */
  unit: string
  /** Who uses it and what for. */
  purpose: string
  /** The last day on which it may be used, YYYY-MM-DD. */
  validTo: string
}

/**
 * Opens the data mart to an outside tool and returns the password, which is kept nowhere; a login that is open gets a new one.
 * Needs an owner with CREATEROLE; throws for a name, unit or day that cannot be, and where anybody may use the product's schema.
 */
export async function openMart(owner: pg.Client, { login, unit, purpose, validTo }: MartLogin): Promise<string> {
  if (!/^mart_[a-z0-9_]{1,40}$/.test(login)) throw new Error('A login is called mart_ and then a to z, 0 to 9 or _.')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(validTo)) throw new Error('The last day is written YYYY-MM-DD.')
  await refuseOpenSchema(owner)
  const password = randomBytes(24).toString('base64url')
  const role = owner.escapeIdentifier(login)
  await patiently(() => createRole(owner, login, 'login inherit'))
  await owner.query('begin')
  try {
    const { rowCount } = await owner.query(
      `insert into mart.logins (login, unit_id, purpose, valid_to)
       select $1, id, $3, $4::date from public.units where code = $2 and $4::date >= current_date
       on conflict (login) do update set unit_id = excluded.unit_id, purpose = excluded.purpose, valid_to = excluded.valid_to,
         opened_at = clock_timestamp(), closed_at = null`,
      [login, unit, purpose, validTo],
    )
    if (rowCount === 0) throw new Error(`There is no unit with the code ${unit}, or ${validTo} is over.`)
    const verifier = owner.escapeLiteral(scramVerifier(password))
    const until = owner.escapeLiteral(`${validTo} 23:59:59`)
    await owner.query(`alter role ${role} login inherit password ${verifier} valid until ${until} connection limit 5`)
    await owner.query(`grant ${MART_ROLE} to ${role}`)
    const database = owner.escapeIdentifier((await owner.query('select current_database() as name')).rows[0].name)
    await owner.query(`grant connect on database ${database} to ${role}`)
    for (const setting of [
      'default_transaction_read_only = on',
      `statement_timeout = '10min'`,
      `idle_in_transaction_session_timeout = '10min'`,
      'search_path = mart',
    ])
      await owner.query(`alter role ${role} in database ${database} set ${setting}`)
    await note(owner, 'insert', { login, unit, purpose, validTo })
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
  return password
}

/** Ends a login at once, with what it has under way; throws where there is none of that name. */
export async function closeMart(owner: pg.Client, login: string): Promise<void> {
  const { rowCount } = await owner.query(
    'update mart.logins set closed_at = clock_timestamp() where login = $1 and closed_at is null',
    [login],
  )
  if (rowCount === 0) throw new Error(`No login ${login} is open.`)
  const role = owner.escapeIdentifier(login)
  await owner.query(`alter role ${role} nologin`)
  await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [login])
  await note(owner, 'delete', { login })
}

/** Logins that were opened, with the state they are in today. */
export async function martLogins(owner: pg.Client) {
  const { rows } = await owner.query(
    `select l.login, u.code as unit, l.purpose, l.valid_to::text as "validTo",
       case when l.closed_at is not null then 'closed' when l.valid_to < current_date then 'over' else 'open' end as state
     from mart.logins l join public.units u on u.id = l.unit_id order by l.login`,
  )
  return rows as (MartLogin & { state: 'open' | 'closed' | 'over' })[]
}

/** What each view of the mart holds, as its comments say. */
export async function martViews(owner: pg.Client) {
  const { rows } = await owner.query(
    `select c.relname as name, obj_description(c.oid) as about,
       json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                  'about', col_description(c.oid, a.attnum)) order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' group by c.oid order by c.oid`,
  )
  return rows as {
    name: string
    about: string | null
    columns: { name: string; type: string; about: string | null }[]
  }[]
}

async function refuseOpenSchema(owner: pg.Client) {
  const { rows } = await owner.query(`select has_schema_privilege('${MART_ROLE}', 'public', 'usage') as open`)
  if (rows[0].open)
    throw new Error(
      'Anybody who connects may use the schema public: as its owner, revoke all on schema public from public.',
    )
}

const note = (owner: pg.Client, action: string, facts: object) =>
  owner.query('select audit_note($1, $2, null, null, null, $3::jsonb)', [
    action,
    'data_mart_logins',
    JSON.stringify(facts),
  ])
