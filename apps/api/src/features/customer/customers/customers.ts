import type { Customer, CustomerEdit } from '@rapport/contract/customer/customers'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import type { Db } from '@rapport/database/as-viewer'
import { searchKeys, soundOf } from '@rapport/database/search-keys'
import type { z } from 'zod'
import { sqlStateOf } from '#http/errors.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'
import { seeRemoved } from './customer-filter.ts'
import { fieldsOfCustomer, withOwnerAndUnit } from './customer-json.ts'
import { refuseTaken } from './customer-number.ts'
import { reasonsAgainst } from './new-customer.ts'
import { numbersOf } from './numbers.ts'
import { ownerInReach } from './owner.ts'

/** A customer in sight that is not removed; 404 for any other. */
export async function openCustomer(db: Db, id: string): Promise<Customer> {
  const [row] = await db.rows<{ item: Customer }>(
    'customer-open',
    `select json_build_object(${fieldsOfCustomer}) as item
     from customers c ${withOwnerAndUnit} where c.id = $1 and c.deleted_at is null`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row.item
}

/** Changes what was given and leaves the rest. A new name is found by its sound and its parts at once. */
export async function editCustomer(
  db: Db,
  id: string,
  version: number,
  edit: z.output<typeof CustomerEdit>,
  today: string,
) {
  const before = await db.customer.findUniqueOrThrow({
    where: { id, deletedAt: null },
    select: { kind: true, customerNo: true },
  })
  const reasons = reasonsAgainst(before.kind as Customer['kind'], edit, today)
  if (reasons.length > 0) throw new Refused(400, 'invalid', { errors: reasons })
  const { name, birthOn, openedOn, ...rest } = edit
  const changed = await db.customer.updateMany({
    where: { id, version, deletedAt: null },
    data: {
      ...rest,
      ...(birthOn !== undefined && { birthOn: birthOn && new Date(birthOn) }),
      ...(openedOn !== undefined && { openedOn: openedOn && new Date(openedOn) }),
      ...(name !== undefined && (await named(db, id, before.customerNo, name))),
    },
  })
  await refuseStale(changed, () => db.customer.findUnique({ where: { id, deletedAt: null }, select: { id: true } }))
  return openCustomer(db, id)
}

async function named(db: Db, id: string, customerNo: string, given: string) {
  const name = checkPersonName(given)
  if (!name.ok) throw refusedField('name', name.code, 400)
  const sound = soundOf(name.value)
  return {
    name: name.value,
    namePinyin: sound.pinyin,
    nameInitials: sound.initials,
    searchKeys: searchKeys(name.value, customerNo, await numbersOf(db, id), sound),
  }
}

/** Takes a customer and all that belongs to it out of sight. */
export async function removeCustomer(db: Db, id: string, version: number, now: Date) {
  // A row that goes out of sight would be refused by the wall.
  await seeRemoved(db)
  const changed = await db.customer.updateMany({ where: { id, version, deletedAt: null }, data: { deletedAt: now } })
  await refuseStale(changed, () => db.customer.findUnique({ where: { id, deletedAt: null }, select: { id: true } }))
}

const refuseMerged = (error: unknown): never => {
  throw sqlStateOf(error) === 'RA003' ? new Refused(409, 'customer.merged') : error
}

/**
 * Brings a removed customer back with all that belongs to it; 409 when its number was taken meanwhile, or when it was
 * merged into another.
 */
export async function restoreCustomer(db: Db, id: string) {
  await seeRemoved(db)
  const { customerNo } = await db.customer.findUniqueOrThrow({ where: { id }, select: { customerNo: true } })
  const data = { deletedAt: null }
  const { count } = await db.customer.updateMany({ where: { id, deletedAt: { not: null } }, data }).catch(refuseMerged)
  if (count === 0) throw new Refused(409, 'customer.not-removed')
  await refuseTaken(db, customerNo, id)
  return openCustomer(db, id)
}

/** Gives a customer to another account manager, whose unit it follows. The reason goes into history and trail. */
export async function handOver(db: Db, id: string, version: number, to: { ownerId: string; reason: string }) {
  const before = await db.customer.findUniqueOrThrow({ where: { id, deletedAt: null }, select: { ownerId: true } })
  const owner = await ownerInReach(db, { id: to.ownerId }, 'ownerId')
  if (owner.ownerId === before.ownerId) throw refusedField('ownerId', 'owner.unchanged')
  await db.because(to.reason)
  const changed = await db.customer.updateMany({ where: { id, version, deletedAt: null }, data: owner })
  await refuseStale(changed, () => db.customer.findUnique({ where: { id, deletedAt: null }, select: { id: true } }))
  return openCustomer(db, id)
}
