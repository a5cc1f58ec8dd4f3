import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { insertion, writeAll } from '#features/customer/imports/kinds/statements.ts'
import type { TradeSaid } from './check.ts'

/**
 * The accounts that fills are booked on. A row that names none means the account with the customer's own number, or the
 * only one there is; where neither is, a fund account of that number is made.
 */
export async function accountsFor(
  db: Db,
  rows: readonly TradeSaid[],
  customers: ReadonlyMap<string, string | null>,
  importId: string,
): Promise<{ of: (row: TradeSaid) => string; made: number }> {
  const ids = [...new Set(rows.map(({ customerNo }) => customers.get(customerNo)))]
  const found = await db.rows<{ id: string; customerId: string; number: string }>(
    'import-trade-accounts',
    'select id, customer_id as "customerId", number from accounts where customer_id = any($1::uuid[]) order by id',
    [ids],
  )
  const known = new Map<string, Map<string, string>>()
  for (const { id, customerId, number } of found)
    known.set(customerId, (known.get(customerId) ?? new Map<string, string>()).set(number, id))

  const made: {
    id: string
    customer_id: string
    kind: string
    number: string
    currency: string
    status: string
    import_id: string
  }[] = []
  const of = ({ customerNo, accountNumber, currency }: TradeSaid): string => {
    const customerId = customers.get(customerNo)!
    const theirs = known.get(customerId) ?? new Map<string, string>()
    known.set(customerId, theirs)
    const number = accountNumber ?? customerNo
    const there =
      theirs.get(number) ?? (accountNumber === null && theirs.size === 1 ? [...theirs.values()][0] : undefined)
    if (there) return there
    const id = newId()
    theirs.set(number, id)
    made.push({ id, customer_id: customerId, kind: 'fund', number, currency, status: 'open', import_id: importId })
    return id
  }
  for (const row of rows) of(row)
  await writeAll(db, [() => insertion('accounts', made)])
  return { of, made: made.length }
}
