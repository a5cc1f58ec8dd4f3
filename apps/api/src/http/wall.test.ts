import { asOwner } from '@rapport/database/as-owner'
import { builtInRoles } from '@rapport/database/factories/roles'
import { GROUP_ROLES } from '@rapport/database/roles'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { makeWorld, type Person, sees, type World } from './testing-world.ts'

type Row = Record<string, unknown>
let api: Api
let world: World
let app: pg.Client
beforeAll(async () => {
  api = await startApi()
  world = await makeWorld(api)
  app = new pg.Client({ connectionString: api.database.appUrl })
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await api.close()
})

const scopeOf = ({ role }: Person) => builtInRoles[role].scope
const ofCustomer = (id: unknown) => (person: Person) =>
  world.customers.some((customer) => customer.id === id && sees(person, customer))
const byCustomer = (row: Row, person: Person) => ofCustomer(row.customer_id)(person)
const everybody = () => true
const nobody = () => false

/** For every table of the product who may see a row of it. A new table has no entry and fails the first test. */
const rule: Record<string, (row: Row, person: Person) => boolean> = {
  customers: (row, person) => ofCustomer(row.id)(person),
  identifications: byCustomer,
  contact_points: byCustomer,
  contact_persons: byCustomer,
  bank_cards: byCustomer,
  investor_profiles: byCustomer,
  relationship_assignments: byCustomer,
  accounts: byCustomer,
  account_service_requests: byCustomer,
  trades: byCustomer,
  customer_months: byCustomer,
  care_visits: byCustomer,
  unit_months: (row, person) =>
    scopeOf(person) === 'all' || (scopeOf(person) === 'units' && person.units.includes(row.unit_id as string)),
  imports: (row, person) => row.started_by === person.userId,
  import_refusals: (row, person) =>
    (person.name === 'am1' || person.name === 'am3') && row.import_id === world.imports[person.name],
  import_layouts: (row, person) => row.user_id === person.userId,
  securities: (_, person) => scopeOf(person) !== 'none',
  prices: (_, person) => scopeOf(person) !== 'none',
  units: everybody,
  unit_ancestry: everybody,
  roles: everybody,
  users: everybody,
  audit_events: (_, person) => person.role === 'compliance',
  audit_links: nobody,
  audit_heads: nobody,
  credentials: nobody,
  sessions: nobody,
  sign_in_throttles: nobody,
  rights_stamps: nobody,
}
const tables = Object.keys(rule)
/** Tables whose rows are somebody's: all but the firm's own structure, reference data and the system's own. */
const walled = ['customers', 'unit_months', 'imports', 'import_refusals', 'import_layouts', 'audit_events'].concat(
  tables.filter((table) => rule[table] === byCustomer),
)

/** Becomes the person in the open transaction, as `asViewer` does. */
const become = (client: pg.Client, person: Person) => {
  const { scope, permissions } = builtInRoles[person.role]
  return client.query(
    `select set_config('role', $1, true), set_config('rapport.viewer', $2, true), set_config('rapport.units', $3, true),
            set_config('rapport.permissions', $4, true)`,
    [`sees_${scope}`, person.userId, scope === 'units' ? `{${person.units}}` : '{}', `{${permissions}}`],
  )
}

/** Rows of a table in sight of whoever the transaction is, by their place on disk; no right to read is no row. */
async function seen(client: pg.Client, table: string, as: () => Promise<unknown>): Promise<string[]> {
  await client.query('savepoint before')
  try {
    await as()
    const { rows } = await client.query<{ at: string }>(`select ctid::text as at from ${table} order by 1`)
    return rows.map(({ at }) => at)
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return []
    throw error
  } finally {
    await client.query('rollback to savepoint before')
  }
}

async function everyRow(client: pg.Client, table: string): Promise<{ at: string; row: Row }[]> {
  await client.query(`savepoint before; set local role rapport_system`)
  const { rows } = await client.query(`select ctid::text as at, to_jsonb(t) as row from ${table} t order by 1`)
  await client.query('rollback to savepoint before')
  return rows
}

/** All that is wrong with who sees what in these tables, one line a person and table. */
async function leaks(client: pg.Client, which: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const table of which) {
    const all = await everyRow(client, table)
    for (const person of world.everybody) {
      const expected = all.filter(({ row }) => rule[table]!(row, person)).map(({ at }) => at)
      const found = await seen(client, table, () => become(client, person))
      if (found.join() !== expected.join())
        wrong.push(`${person.name} ${table}: ${found.length}, not ${expected.length}`)
    }
  }
  return wrong
}
const rolledBack = async <T>(client: pg.Client, work: () => Promise<T>) => {
  await client.query('begin')
  try {
    return await work()
  } finally {
    await client.query('rollback')
  }
}
/** Does `fault` to the database as its owner, looks for leaks, and undoes it. */
const leaksAfter = (fault: string, which: readonly string[]) =>
  asOwner(api.database.ownerUrl, (owner) =>
    rolledBack(owner, async () => {
      await owner.query(fault)
      return leaks(owner, which)
    }),
  )

describe('the wall', () => {
  it('stands around every table: row security on, forced, and with policies for every scope', async () => {
    const { rows } = await asOwner(api.database.ownerUrl, (owner) =>
      owner.query(
        `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled,
           coalesce((select array_agg(distinct r.rolname::text) from pg_policy p, unnest(p.polroles) o join pg_roles r on r.oid = o
                     where p.polrelid = c.oid), '{}') as let_in
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
           and c.relname <> '_prisma_migrations' order by 1`,
      ),
    )
    expect(rows.map(({ name }) => name)).toEqual([...tables].sort())
    expect(rows.filter(({ walled }) => !walled)).toEqual([])
    const lacking = rows.filter(
      ({ name, let_in }) =>
        walled.includes(name) &&
        name !== 'unit_months' &&
        !['sees_own', 'sees_units', 'sees_all'].every((r) => let_in.includes(r)),
    )
    expect(lacking).toEqual([])
  })

  it('lets each person see exactly the rows that are theirs, in every table', async () => {
    expect(await rolledBack(app, () => leaks(app, tables))).toEqual([])
    for (const table of walled)
      for (const person of [world.people.am1, world.people.bm1, world.people.co1]) {
        if (person.role !== 'account-manager' && table.startsWith('import')) continue
        if (person.role !== 'compliance' && table === 'audit_events') continue
        if (person.role === 'account-manager' && table === 'unit_months') continue
        const rows = await rolledBack(app, () => seen(app, table, () => become(app, person)))
        expect(rows.length, `${person.name} ${table}`).toBeGreaterThan(0)
      }
  })

  it('shows nothing of anybody to a connection that has not said who asks', async () => {
    for (const table of tables) {
      expect(await rolledBack(app, () => seen(app, table, async () => undefined)), table).toEqual([])
      for (const role of ['sees_own', 'sees_units', 'sees_all', 'sees_none'])
        if (walled.includes(table))
          expect(
            await rolledBack(app, () => seen(app, table, () => app.query(`set local role ${role}`))),
            `${role} ${table}`,
          ).toEqual([])
    }
  })

  it('is missed at once where a policy is dropped', async () => {
    const { rows } = await asOwner(api.database.ownerUrl, (owner) =>
      owner.query<{ table: string; policy: string }>(
        `select tablename as table, policyname as policy from pg_policies
         where schemaname = 'public' and cmd in ('ALL', 'SELECT') and policyname not in ('system', 'loading', 'managing')`,
      ),
    )
    expect(rows.length).toBeGreaterThan(20)
    const unnoticed = []
    for (const { table, policy } of rows)
      if ((await leaksAfter(`drop policy ${policy} on ${table}`, [table])).length === 0)
        unnoticed.push(`${policy} on ${table}`)
    expect(unnoticed).toEqual([])
  })

  it('is missed at once where it has a hole or is taken down', async () => {
    const unnoticed = []
    for (const table of walled)
      for (const fault of [
        `alter table ${table} disable row level security`,
        `create policy hole on ${table} to sees_own, sees_units using (true)`,
      ])
        if ((await leaksAfter(fault, [table])).length === 0) unnoticed.push(fault)
    expect(unnoticed).toEqual([])
  })

  it('is passed only by functions that are known to look behind it', async () => {
    const { rows } = await asOwner(api.database.ownerUrl, (owner) =>
      owner.query<{ name: string; callers: string[] }>(
        `select p.proname as name, array(select r from unnest($1::text[]) r where has_function_privilege(r, p.oid, 'execute')) as callers
         from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.prorettype <> 'trigger'::regtype
         order by 1`,
        [GROUP_ROLES],
      ),
    )
    const known = Object.fromEntries(
      rows.filter(({ callers }) => callers.length > 0).map(({ name, callers }) => [name, callers]),
    )
    const viewers = ['sees_own', 'sees_units', 'sees_all', 'sees_none']
    expect(known).toEqual({
      // Writes, reads nothing.
      audit_note: [...viewers, 'rapport_system'],
      audit_note_of: [...viewers, 'rapport_system'],
      audit_verify: ['rapport_system'],
      // Ids by search keys, to be joined with customers in sight.
      customers_with_keys: ['sees_own', 'sees_units', 'sees_all'],
      // How many values the viewer revealed today, which only the trail knows.
      reveals_of_viewer: ['sees_own', 'sees_units', 'sees_all'],
      // Whoever knows the hash of a session's token: how long it has not been seen.
      seconds_unseen: [...viewers, 'rapport_system'],
      // Yes or no, to whoever may end units.
      unit_in_use: viewers,
      viewer_by_id: ['rapport_system'],
      // Whoever knows the hash of a session's token.
      viewer_of_session: [...viewers, 'rapport_system'],
    })
  })
})
