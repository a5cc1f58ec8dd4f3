import type { UnknownReferences } from '@rapport/contract/administration/collection-items'
import type { Loader } from '@rapport/database/as-loader'
import { customerRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { writeAs } from './dimensions/written.ts'
import type { References } from './references.ts'

/** Writes the customers, accounts and securities that rows named and nobody knew: a number is all that is known of them. */
export async function writeMade(
  loader: Loader,
  { made }: References,
  { unitId }: UnknownReferences,
  importId: string,
): Promise<void> {
  await writeAs(loader, importId)
  const numbers = new Map<string, string[]>()
  for (const { customerId, number } of made.accounts) {
    const theirs = numbers.get(customerId)
    if (theirs) theirs.push(number)
    else numbers.set(customerId, [number])
  }
  await insertRows(
    loader,
    'customers',
    made.customers.map(({ id, customerNo }) => {
      const accountNumbers = numbers.get(id) ?? []
      return {
        ...customerRow({ id, customerNo, name: customerNo, ownerId: null, unitId: unitId!, accountNumbers }),
        importId,
      }
    }),
  )
  await insertRows(
    loader,
    'accounts',
    made.accounts.map((account) => ({ ...account, kind: 'fund', status: 'open', importId })),
  )
  await insertRows(
    loader,
    'securities',
    made.securities.map((security) => ({ ...security, unknown: true, importId })),
  )
}
