import { asOwner } from '@rapport/database/as-owner'
import { builtInRoles } from '@rapport/database/factories/roles'
import { GROUP_ROLES } from '@rapport/database/roles'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { type Rule, rulesOf } from './testing-who-sees.ts'
import { makeWorld, type Person, type World } from './testing-world.ts'

type Row = Parameters<Rule>[0]
let api: Api
let world: World
let app: pg.Client
/** For every table who may see a row of it: a new table has no rule and fails the first test. */
let rules: Record<string, Rule>
let tables: string[]
/** Tables whose rows are somebody's: all but the firm's own structure, reference data and the system's own. */
let walled: string[]
beforeAll(async () => {
  api = await startApi()
  world = await makeWorld(api)
  ;({ rules, walled } = rulesOf(world))
  tables = Object.keys(rules)
  app = new pg.Client({ connectionString: api.database.appUrl })
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await api.close()
})

/** Summaries of units are for those who see units. */
const ofUnits = [
  'unit_months',
  'unit_days',
  'band_months',
  'cohort_months',
  'visit_days',
  'task_days',
  'unit_contributions',
  'unit_products',
  'unit_tier_flows',
  'unit_risks',
].map((name) => `warehouse.${name}`)
const dataCentre = [
  ...['data_sources', 'etl_projects', 'etl_tasks', 'etl_runs', 'etl_step_runs', 'etl_log_lines'],
  ...['quality_days', 'warehouse.reconciliations', 'warehouse.collected'],
]
/** What whoever mends rows reads too. */
const described = ['collection_items', 'quality_rules']
const samples = ['quality_samples', 'quality_sample_rows']
/** Campaigns are of units, for whoever plans or stops them. */
const planned = [
  'campaigns',
  'campaign_waves',
  'campaign_members',
  'campaign_contacts',
  'campaign_outcomes',
  'campaign_costs',
  'campaign_sums',
]
const imported = ['imports', 'import_refusals', 'import_layouts', 'report_batches']
/** Of which tables the world has nothing for whom. */
const blind: Partial<Record<Person['role'], string[]>> = {
  'account-manager': [
    ...planned,
    'audit_events',
    'quality_issues',
    'call_backs',
    ...samples,
    ...ofUnits,
    ...dataCentre,
    ...described,
  ],
  'branch-manager': ['audit_events', ...imported, ...dataCentre],
  compliance: [...imported, 'work_logs', 'report_schedules', 'report_deliveries'],
}

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
    const { rows } = await client.query<{ at: string }>(
      `select tableoid::regclass || ' ' || ctid as at from ${table} order by 1`,
    )
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
  const { rows } = await client.query(
    `select tableoid::regclass || ' ' || ctid as at, to_jsonb(t) as row from ${table} t order by 1`,
  )
  await client.query('rollback to savepoint before')
  return rows
}

/** All that is wrong with who sees what in these tables, one line a person and table. */
async function leaks(client: pg.Client, which: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const table of which) {
    const all = await everyRow(client, table)
    for (const person of world.everybody) {
      const expected = all.filter(({ row }) => rules[table]!(row, person)).map(({ at }) => at)
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
        `select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name, c.relispartition as part,
           c.relrowsecurity and c.relforcerowsecurity as walled, c.relowner::regrole::text as owner,
           array(select distinct r.rolname::text from pg_policy p, unnest(p.polroles) o join pg_roles r on r.oid = o
                 where p.polrelid = c.oid order by 1) as let_in,
           array(select r from unnest($1::text[]) r where has_table_privilege(r, c.oid, 'select, insert, update, delete')) as granted
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname in ('public', 'warehouse') and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname <> '_prisma_migrations'
         order by 1`,
        [GROUP_ROLES],
      ),
    )
    const whole = rows.filter(({ part }) => !part)
    expect(whole.map(({ name }) => name)).toEqual([...tables].sort())
    expect(rows.filter(({ walled }) => !walled)).toEqual([])
    const scopes = ['sees_own', 'sees_units', 'sees_all']
    const lacking = whole.filter(
      ({ name, let_in }) =>
        walled.includes(name) &&
        !scopes.every((scope) => let_in.includes(scope) || (scope === 'sees_own' && ofUnits.includes(name))),
    )
    expect(lacking).toEqual([])
    // Whoever went to a partition itself would go round its table's policies: only the system may, to load it.
    const parts = rows.filter(({ part }) => part)
    expect(parts.length).toBeGreaterThan(8)
    for (const { name, let_in, granted, owner } of parts)
      expect([name, let_in, granted]).toEqual([name, [owner, 'rapport_system'].sort(), ['rapport_system']])
  })

  it('lets each person see exactly the rows that are theirs, in every table', async () => {
    expect(await rolledBack(app, () => leaks(app, tables))).toEqual([])
    const { am1, bm1, co1 } = world.people
    for (const table of walled)
      for (const person of [am1, bm1, co1]) {
        const rows = await rolledBack(app, () => seen(app, table, () => become(app, person)))
        if (blind[person.role]?.includes(table)) expect(rows, `${person.name} ${table}`).toEqual([])
        else expect(rows.length, `${person.name} ${table}`).toBeGreaterThan(0)
      }
    // Each table has rows that somebody does not see.
    for (const table of walled) {
      const all = await rolledBack(app, () => everyRow(app, table))
      const hidden = world.everybody.some((person) => all.some(({ row }) => !rules[table]!(row, person)))
      expect([table, hidden]).toEqual([table, true])
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
         where schemaname = 'public' and cmd in ('ALL', 'SELECT') and policyname not in ('system', 'loading', 'managing', 'configuring', 'running')
         union all
         select 'warehouse.' || tablename, policyname from pg_policies
         where schemaname = 'warehouse' and cmd in ('ALL', 'SELECT') and policyname not in ('system', 'loading', 'accepting', 'recording', 'correcting', 'mart')`,
      ),
    )
    expect(rows.length).toBeGreaterThan(60)
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
        `select case p.pronamespace when 'public'::regnamespace then '' else p.pronamespace::regnamespace || '.' end || p.proname as name,
           array(select r from unnest($1::text[]) r where has_function_privilege(r, p.oid, 'execute')) as callers
         from pg_proc p where p.pronamespace in ('public'::regnamespace, 'warehouse'::regnamespace) and p.prosecdef and p.prorettype <> 'trigger'::regtype
         order by 1`,
        [GROUP_ROLES],
      ),
    )
    const known = Object.fromEntries(
      rows.filter(({ callers }) => callers.length > 0).map(({ name, callers }) => [name, callers]),
    )
    const viewers = ['sees_own', 'sees_units', 'sees_all', 'sees_none']
    expect(known).toEqual({
      // Whether others have agreed to a proposal of a product: yes or no.
      proposal_agreed: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // The same of a campaign and of a version of an article.
      campaign_agreed: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      article_agreed: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // Who may decide an approval, by its id; ids of people and nothing else.
      approval_holders: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      approval_rights: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      approval_told: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // All that changes an approval, each as the viewer: they say whether it was theirs to do.
      submit_approval: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      decide_approval: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      end_approval: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      open_approval: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // Ids of approvals that wait for the viewer or that the viewer decided.
      viewer_approvals: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      viewer_decided: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // How many approvals run by which flow, for whoever configures.
      running_approvals: ['sees_units', 'sees_all', 'sees_none'],
      // Whoever looks after a unit, to be told by the clock.
      nearest_with: ['rapport_system'],
      // What waits in the pools of the viewer's units, names masked; and all that takes from a pool or gives back.
      prospect_pool: ['sees_own', 'sees_units', 'sees_all'],
      claim_prospect: ['sees_own', 'sees_units', 'sees_all'],
      release_prospect: ['sees_own', 'sees_units', 'sees_all'],
      prospect_rules_of: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // Writes, reads nothing.
      audit_note: [...viewers, 'rapport_system'],
      audit_note_of: [...viewers, 'rapport_system'],
      audit_verify: ['rapport_system'],
      // Writes what people are told, reads what they chose.
      notify_people: [...viewers, 'rapport_system'],
      // When people of the viewer's units meet, for whoever leads; nothing else of it.
      busy_meetings: ['sees_units', 'sees_all'],
      // Ids by search keys, to be joined with customers in sight.
      customers_with_keys: ['sees_own', 'sees_units', 'sees_all'],
      // Whoever knows the hash of a token of the portal: how long it has not been seen, and from then on its customer alone.
      enter_portal: [...viewers, 'rapport_system'],
      // Who wrote which field of a record and by what, for records in sight; no value.
      origins_of: ['sees_own', 'sees_units', 'sees_all'],
      // Yes or no: whether a person sees a customer, asked of customers in sight before somebody is given work.
      person_sees_customer: ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
      // How many values the viewer revealed today, which only the trail knows.
      reveals_of_viewer: ['sees_own', 'sees_units', 'sees_all'],
      // What people did, as numbers: a customer who is handed on takes nothing away from whoever served them.
      counted_people: ['sees_own', 'sees_units', 'sees_all'],
      service_counts: ['sees_own', 'sees_units', 'sees_all'],
      service_counts_of: ['rapport_system'],
      // Whoever knows the hash of a session's token: how long it has not been seen.
      seconds_unseen: [...viewers, 'rapport_system'],
      // Yes or no, to whoever may end units.
      unit_in_use: viewers,
      viewer_by_id: ['rapport_system'],
      // Whoever knows the hash of a session's token.
      viewer_of_session: [...viewers, 'rapport_system'],
      // Ids of notices that are addressed to the viewer.
      viewer_notices: viewers,
      // How feeds and reconciliations stand: no row of a customer.
      'warehouse.feeds': viewers,
      'warehouse.reconciled_on': viewers,
      // Makes partitions, reads nothing.
      'warehouse.make_months': ['sees_own', 'sees_units', 'sees_all', 'rapport_system'],
    })
  })
})
