import { newId } from '@rapport/database/ids'
import type { Applying } from './apply.ts'
import type { Change } from './merge-dimension.ts'
import { fold, openedSaid, type Told } from './said.ts'
import { writeRows, writes } from './written.ts'

interface Account {
  id: string
  number: string
  customerId: string
  customerNo: string
}

const shape = `id uuid, customer_id uuid, number text, kind text, market text, currency text, status text,
  opened_on date, closed_on date, import_id uuid`
const columns = ['kind', 'market', 'currency', 'status', 'opened_on', 'closed_on']

/**
 * Creates and changes accounts of the customers whom their rows name. An account of which no row says whose it is belongs
 * to whom the feed of holders calls its owner; until somebody tells, it waits.
 */
export async function applyAccounts(means: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const { loader } = means
  const known = await accountsOf(
    means,
    changes.map(({ after }) => after.accountNumber!),
  )
  const owners = await ownersOf(
    means,
    changes.filter(({ after }) => after.customerNo === undefined),
  )
  const customers = await customersByNo(means, [
    ...changes.flatMap(({ after }) => after.customerNo ?? []),
    ...owners.values(),
  ])
  const waiting = new Map<string, string>()
  const rows: object[] = []
  const written: object[] = []
  for (const { keyHash, aboutHash, before, after, subjectId, batchId } of changes) {
    const number = after.accountNumber!
    const there = known.get(number) ?? []
    const customerNo = after.customerNo ?? owners.get(aboutHash!)
    const customerId = customerNo === undefined ? undefined : customers.get(customerNo)
    const same =
      after.customerNo === undefined && there.length === 1
        ? there[0]
        : there.find((one) => one.customerNo === customerNo || (customerId && one.customerId === customerId))
    const told = {
      kind: writes(before, after, 'kind'),
      market: writes(before, after, 'market'),
      currency: writes(before, after, 'currency'),
      status: writes(before, after, 'status') ?? (writes(before, after, 'closedOn') ? 'closed' : null),
      opened_on: writes(before, after, 'openedOn'),
      closed_on: writes(before, after, 'closedOn'),
    }
    if (same) written.push({ id: same.id, ...told })
    else if (customerId) {
      const made = { id: subjectId ?? newId(), customer_id: customerId, number, ...told, import_id: batchId }
      rows.push(made)
      known.set(number, [...there, { id: made.id, number, customerId, customerNo: customerNo! }])
    } else waiting.set(keyHash, there.length > 1 ? 'account.ambiguous' : 'customer.unknown')
  }
  await writeRows(
    loader,
    `insert into accounts (id, customer_id, number, kind, market, currency, status, opened_on, closed_on, import_id)
     select id, customer_id, number, coalesce(kind, 'fund'), market, coalesce(currency, 'CNY'), coalesce(status, 'open'),
       opened_on, closed_on, import_id from json_to_recordset($1) as r (${shape})`,
    rows,
  )
  await writeRows(
    loader,
    `update accounts a set ${columns.map((name) => `${name} = coalesce(r.${name}, a.${name})`).join(', ')}
     from json_to_recordset($1) as r (${shape})
     where a.id = r.id and (${columns.map((name) => `coalesce(r.${name}, a.${name})`).join(', ')}) is distinct from (${columns.map((name) => `a.${name}`).join(', ')})`,
    written,
  )
  return waiting
}

/** Accounts by number. */
export async function accountsOf({ loader }: Applying, numbers: readonly string[]): Promise<Map<string, Account[]>> {
  const found = new Map<string, Account[]>()
  for (const account of await loader.query<Account & Record<string, string>>(
    `select a.id, a.number, a.customer_id as "customerId", c.customer_no as "customerNo"
     from accounts a join customers c on c.id = a.customer_id where a.number = any ($1::text[]) order by a.id`,
    [[...new Set(numbers)]],
  ))
    found.set(account.number, [...(found.get(account.number) ?? []), account])
  return found
}

/** Ids of customers by their numbers $1; that of one who was merged into another means that other, unless it is somebody's. */
export const customersNamed = `
  select c.id, c.customer_no as no from customers c where c.customer_no = any ($1::text[])
    and not exists (select from customer_merges m where m.merged_id = c.id)
  union
  select m.customer_id, m.merged_no from customer_merges m where m.merged_no = any ($1::text[])
    and not exists (select from customers c where c.customer_no = m.merged_no and c.id <> m.merged_id and c.id <> m.customer_id)`

/** Ids of customers by number; of two with one number neither is meant. */
export async function customersByNo({ loader }: Applying, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await loader.query<{ no: string; id: string; n: number }>(
    `select no, (array_agg(id))[1] as id, count(*) as n from (${customersNamed}) c group by 1`,
    [[...new Set(numbers)]],
  )
  return new Map(rows.filter(({ n }) => n === 1).map(({ no, id }) => [no, id]))
}

/** The number of the customer who is told to own an account, by what its rows are about. */
async function ownersOf({ loader, seal }: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  type Row = {
    about: string
    key: string
    batchId: string
    line: number
    asOf: string
    version: string
    sealed: string
  }
  const rows = await loader.query<Row>(
    `select about_hash as about, key_hash as key, batch_id as "batchId", line, as_of as "asOf", version::text as version, values_sealed as sealed
     from warehouse.collected where target = 'account-holders' and about_hash = any ($1::text[])`,
    [[...new Set(changes.flatMap(({ aboutHash }) => aboutHash ?? []))]],
  )
  const owners = new Map<string, Told[]>()
  for (const { about, batchId, line, asOf, version, sealed } of rows) {
    const said = openedSaid(seal, batchId, line, sealed)
    // Whose the account was before is not whose it is.
    if (said.role !== 'owner' || said.validTo !== undefined) continue
    owners.set(about, [...(owners.get(about) ?? []), { itemId: '', asOf, version, rowHash: 0, said }])
  }
  return new Map([...owners].map(([about, told]) => [about, fold(told)!.customerNo!]))
}
