import { newId } from '@rapport/database/ids'
import type { Applying } from './apply.ts'
import { accountsOf, customersByNo } from './apply-accounts.ts'
import type { Change } from './merge-dimension.ts'
import { writeRows } from './written.ts'

/** Writes who may do what with an account. Waits for the account, which may come later than its holders. */
export async function applyHolders(means: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const accounts = await accountsOf(
    means,
    changes.map(({ after }) => after.accountNumber!),
  )
  const customers = await customersByNo(
    means,
    changes.map(({ after }) => after.customerNo!),
  )
  const waiting = new Map<string, string>()
  const rows: object[] = []
  for (const { keyHash, after, batchId } of changes) {
    const { role, customerNo, accountNumber, validFrom = null, validTo = null } = after
    const there = accounts.get(accountNumber!) ?? []
    const customer_id = customers.get(customerNo!)
    const own = there.filter((account) => account.customerNo === customerNo || account.customerId === customer_id)
    const account = role === 'owner' && own.length === 1 ? own[0] : there.length === 1 ? there[0] : undefined
    if (!customer_id) waiting.set(keyHash, 'customer.unknown')
    else if (!account) waiting.set(keyHash, there.length > 1 ? 'account.ambiguous' : 'account.unknown')
    else
      rows.push({
        id: newId(),
        customer_id,
        account_id: account.id,
        role,
        valid_from: validFrom,
        valid_to: validTo,
        import_id: batchId,
      })
  }
  await writeRows(
    means.loader,
    `insert into account_holders as h (id, customer_id, account_id, role, valid_from, valid_to, import_id)
     select id, customer_id, account_id, role, valid_from, valid_to, import_id from json_to_recordset($1)
       as r (id uuid, customer_id uuid, account_id uuid, role text, valid_from date, valid_to date, import_id uuid)
     on conflict (account_id, customer_id, role) do update
       set valid_from = coalesce(excluded.valid_from, h.valid_from), valid_to = coalesce(excluded.valid_to, h.valid_to)
     where (coalesce(excluded.valid_from, h.valid_from), coalesce(excluded.valid_to, h.valid_to)) is distinct from (h.valid_from, h.valid_to)`,
    rows,
  )
  return waiting
}
