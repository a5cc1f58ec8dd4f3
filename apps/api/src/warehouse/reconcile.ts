import type { Loader } from '@rapport/database/as-loader'
import { newId } from '@rapport/database/ids'
import type { RunOf } from './step.ts'

export const reconciliationKinds = [
  'control-totals',
  'cash',
  'positions',
  'units',
  'identity',
  'cancels',
  'ex-days',
] as const
export type ReconciliationKind = (typeof reconciliationKinds)[number]

/** What should agree and what was found; money or counts as decimal texts. */
export interface Reconciliation {
  kind: ReconciliationKind
  subject: string
  expected: string
  found: string
  difference: string
  state: 'green' | 'red' | 'accepted'
}

/** Kinds of which a difference keeps a day out until somebody accepts it (domain 7: no sums while these are red). */
const gates: readonly ReconciliationKind[] = ['cash', 'positions', 'units']

const row = (kind: ReconciliationKind, subject: string, expected: string, found: string) =>
  `select '${kind}' as kind, ${subject} as subject, (${expected})::numeric as expected, (${found})::numeric as found`

/** Whether the position `p` was open at the close before. */
const heldBefore = `case when p.day < $1 then p.quantity else coalesce((
  select d.quantity from warehouse.position_days d where d.customer_id = p.customer_id and d.account_id = p.account_id
    and d.security_id = p.security_id and d.day < $1 order by d.day desc limit 1), 0) end <> 0`

/**
 * Holds what was computed against what was told, for one business date: cash and positions against the counter's balances,
 * customers against their units, assets against those of the day before with inflow and profit, cancels against rows, days on
 * which prices say that a security went ex against the corporate actions that were told, where somebody held it.
 */
const statement = `
  ${row('cash', 'c.currency', 'sum(c.told)', 'sum(c.told - c.off)')} from warehouse.cash_days c
    where c.day = $1 and c.told is not null group by c.currency
  union all
  ${row('cash', "'accounts off'", '0', 'count(*) filter (where c.off <> 0)')} from warehouse.cash_days c where c.day = $1 and c.told is not null having count(*) > 0
  union all
  ${row('positions', "'positions off'", '0', 'count(*) filter (where b.told is distinct from b.held)')} from (
    select sum(t.quantity) as told, coalesce((select p.quantity from warehouse.position_days p where p.customer_id = t.customer_id
        and p.account_id = t.account_id and p.security_id = t.security_id and p.day <= $1 order by p.day desc limit 1), 0) as held
    from warehouse.position_balances t where t.day = $1 group by t.customer_id, t.account_id, t.security_id) b having count(*) > 0
  union all
  ${row('units', 'd.currency', 'd.assets', 'coalesce(u.assets, 0)')} from (
    select c.currency, sum(c.assets) as assets from warehouse.customer_days c
    join warehouse.customer_scope s on s.customer_id = c.customer_id and s.live where c.day = $1 group by 1) d
    left join (select currency, sum(assets) as assets from warehouse.unit_days where day = $1 group by 1) u using (currency)
  union all
  ${row('identity', "'customers with a gap'", '0', 'count(*) filter (where gap <> 0)')} from warehouse.customer_days where day = $1 having count(*) > 0
  union all
  ${row(
    'cancels',
    "'cancels without a row'",
    '0',
    `count(*) filter (where not exists (
      select from warehouse.superseded o where o.fact = c.fact and o.subject_id = c.subject_id and o.day = c.day
        and o.external_key = c.external_key and o.action = 'new'))`,
  )}
    from warehouse.superseded c where c.day = $1 and c.action = 'cancel' having count(*) > 0
  union all
  ${row(
    'ex-days',
    "'held without an action'",
    '0',
    `count(*) filter (where not exists (
      select from warehouse.corporate_actions a where a.security_id = e.security_id and a.ex_on = e.ex_on))`,
  )}
    from warehouse.ex_days e where e.ex_on = $1 and exists (
      select from warehouse.positions p where p.security_id = e.security_id and ${heldBefore}) having count(*) > 0`

/** The reconciliations of a business date as they stand in this transaction; those that a person accepted stay accepted. */
export async function reconcile(loader: Loader, businessDate: string): Promise<Reconciliation[]> {
  type Row = Omit<Reconciliation, 'state' | 'difference'> & { difference: string; accepted: boolean }
  const rows = await loader.query<Row>(
    `select r.kind, r.subject, trim_scale(r.expected)::text as expected, trim_scale(r.found)::text as found,
            trim_scale(r.expected - r.found)::text as difference,
            exists (select from warehouse.reconciliations a where a.business_date = $1 and a.kind = r.kind and a.subject = r.subject
                      and a.state = 'accepted' and a.difference = r.expected - r.found) as accepted
     from (${statement}) r`,
    [businessDate],
  )
  return rows.map(({ accepted, ...one }) => ({
    ...one,
    state: Number(one.difference) === 0 ? 'green' : accepted ? 'accepted' : 'red',
  }))
}

export const isGated = (found: readonly Reconciliation[]) =>
  found.some(({ kind, state }) => state === 'red' && gates.includes(kind))

/** Writes them in the place of those of an earlier run of the same date; accepted ones stay. */
export async function keepReconciliations(
  loader: Loader,
  runId: string,
  businessDate: string,
  found: readonly Reconciliation[],
): Promise<void> {
  await loader.query(
    `delete from warehouse.reconciliations where business_date = $1 and state <> 'accepted' and kind <> 'control-totals'`,
    [businessDate],
  )
  await loader.query(
    `insert into warehouse.reconciliations (id, run_id, business_date, kind, subject, expected, found, difference, state)
     select id, $2, $3, kind, subject, expected, found, difference, state
     from json_to_recordset($1) as r (id uuid, kind text, subject text, expected numeric, found numeric, difference numeric, state text)
     where state <> 'accepted'`,
    [JSON.stringify(found.map((one) => ({ id: newId(), ...one }))), runId, businessDate],
  )
}

/** A run that brings history has its own day to prove; of the days before only the latest are looked at again. */
const MOST_DAYS = 40

/**
 * Days before that a run has touched with late rows, corrections or cancels: what agreed may not any more, and the other way
 * round. A day that was kept out keeps its reasons.
 */
export async function reconcileAnew(loader: Loader, run: RunOf, touched: readonly string[]): Promise<void> {
  const days = await loader.query<{ day: string }>(
    `select business_date as day from warehouse.reconciliations where business_date = any ($1::date[]) and business_date <> $2
     group by 1 having not bool_or(state = 'red' and kind = any ($3::text[])) order by 1 desc limit ${MOST_DAYS}`,
    [touched, run.businessDate, gates],
  )
  for (const { day } of days) await keepReconciliations(loader, run.id, day, await reconcile(loader, day))
}
