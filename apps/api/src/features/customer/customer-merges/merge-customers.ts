import type { MergeField } from '@rapport/contract/customer/customer-merges'
import type { Customer } from '@rapport/contract/customer/customers'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { searchKeys, soundOf } from '@rapport/database/search-keys'
import { openCustomer } from '#features/customer/customers/customers.ts'
import { numbersOf } from '#features/customer/customers/numbers.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'

interface Merge {
  mergedId: string
  mergedVersion: number
  take: readonly MergeField[]
  reason: string | null
}

/** How long a merge waits for a run that is publishing, in milliseconds; then it is refused and tried again. */
const PATIENCE_MS = 5_000

/**
 * Merges another customer into this one. Both in sight, of one kind, and as they were looked at; who writes the row may
 * merge, and its trigger moves all that belongs to the other (migration customer_merges). Fields in `take` become those of
 * the other, tags of both are kept. Refuses with 404, 409 `customer.merge-kinds`, 412, 422 on `mergedId`.
 */
export async function mergeCustomers(db: Db, id: string, version: number, merge: Merge): Promise<Customer> {
  const { mergedId, mergedVersion, take, reason } = merge
  if (mergedId === id) throw refusedField('mergedId', 'customer.merge-itself')
  await db.rows('merge-patience', `select set_config('lock_timeout', '${PATIENCE_MS}ms', true)`, [])
  // The order of those who publish: first the warehouse, then customers, each by id.
  await db.rows('merge-publishing', `select pg_advisory_xact_lock(hashtextextended('warehouse.publish', 7))`, [])
  await db.rows(
    'merge-hold',
    'select id from customers where id = any ($1::uuid[]) and deleted_at is null order by id for update',
    [[id, mergedId]],
  )
  const [stays, gone] = [await openCustomer(db, id), await openCustomer(db, mergedId)]
  if (stays.version !== version || gone.version !== mergedVersion) throw stale()
  if (stays.kind !== gone.kind) throw new Refused(409, 'customer.merge-kinds')
  if (reason !== null) await db.because(reason)
  await db.customerMerge.createMany({
    data: [
      {
        id: newId(),
        customerId: id,
        mergedId,
        mergedNo: gone.customerNo,
        mergedName: gone.name,
        taken: [...take],
        reason,
        mergedBy: db.viewer!.id,
      },
    ],
  })
  await db.customer.updateMany({ where: { id }, data: await became(db, stays, gone, take) })
  return openCustomer(db, id)
}

const days: readonly MergeField[] = ['birthOn', 'openedOn']

/** The fields that change, and what the customer is found by: its own numbers and those that came with the other. */
async function became(db: Db, stays: Customer, gone: Customer, take: readonly MergeField[]) {
  const taken = Object.fromEntries(
    take.map((field) => {
      const value = gone[field]
      return [field, days.includes(field) && value ? new Date(value) : value]
    }),
  )
  const name = take.includes('name') ? gone.name : stays.name
  const sound = soundOf(name)
  return {
    ...taken,
    namePinyin: sound.pinyin,
    nameInitials: sound.initials,
    searchKeys: searchKeys(name, stays.customerNo, await numbersOf(db, stays.id), sound),
    tags: [...new Set([...stays.tags, ...gone.tags])],
  }
}
