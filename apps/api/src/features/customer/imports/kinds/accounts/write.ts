import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Outcome, WriteMeans, Written } from '#features/customer/imports/kinds/kind.ts'
import { customersByNo } from '#features/customer/imports/kinds/references.ts'
import { change, insertion, writeAll } from '#features/customer/imports/kinds/statements.ts'
import type { AccountSaid } from './accounts.ts'

interface Facts {
  id: string
  customerId: string
  number: string
  kind: string
  market: string | null
  currency: string
  status: string
  openedOn: string | null
  closedOn: string | null
  importId: string | null
}
interface State {
  facts: Facts
  state: 'there' | 'new' | 'changed'
}

/** Writes a block of accounts, found by their customer and number. What a row says nothing of stays as it is. */
export async function writeAccounts(
  db: Db,
  rows: readonly AccountSaid[],
  { mode, importId }: WriteMeans,
): Promise<Written> {
  const customers = await customersByNo(
    db,
    rows.map(({ customerNo }) => customerNo),
  )
  const states = await load(
    db,
    [...customers.values()].filter((id) => id !== null),
  )
  const outcomes = rows.map((row): Outcome => {
    const customerId = customers.get(row.customerNo)
    if (!customerId)
      return [{ field: 'customerNo', code: customerId === null ? 'customer-no.ambiguous' : 'customer.unknown' }]
    const key = `${customerId} ${row.number}`
    const there = states.get(key)
    const told = Object.fromEntries(Object.entries(row.told).filter(([, value]) => value !== null))
    if (!there) {
      if (mode === 'update') return [{ field: 'number', code: 'missing' }]
      const facts = {
        kind: 'fund',
        market: null,
        currency: 'CNY',
        status: 'open',
        openedOn: null,
        closedOn: null,
        ...told,
      }
      states.set(key, { facts: { ...facts, id: newId(), customerId, number: row.number, importId }, state: 'new' })
      return 'created'
    }
    if (mode === 'create' && there.facts.importId !== importId) return [{ field: 'number', code: 'exists' }]
    const before = JSON.stringify(there.facts)
    Object.assign(there.facts, told)
    if (before === JSON.stringify(there.facts)) return 'unchanged'
    if (there.state === 'there') there.state = 'changed'
    return 'updated'
  })
  const those = (wanted: State['state']) => [...states.values()].filter(({ state }) => state === wanted).map(rowOf)
  await writeAll(db, [() => insertion('accounts', those('new')), () => change('accounts', those('changed'))])
  return { outcomes, made: {} }
}

async function load(db: Db, customerIds: readonly string[]): Promise<Map<string, State>> {
  const found = await db.rows<Facts>(
    'import-accounts',
    `select id, customer_id as "customerId", number, kind, market, currency, status, opened_on as "openedOn",
       closed_on as "closedOn", import_id as "importId"
     from accounts where customer_id = any($1::uuid[]) order by id for update`,
    [customerIds],
  )
  return new Map(found.map((facts) => [`${facts.customerId} ${facts.number}`, { facts, state: 'there' }]))
}

const rowOf = ({ facts }: State) => ({
  id: facts.id,
  customer_id: facts.customerId,
  kind: facts.kind,
  number: facts.number,
  market: facts.market,
  currency: facts.currency,
  status: facts.status,
  opened_on: facts.openedOn,
  closed_on: facts.closedOn,
  import_id: facts.importId,
})
