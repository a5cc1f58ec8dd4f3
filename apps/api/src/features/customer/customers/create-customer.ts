import type { Db } from '@rapport/database/as-viewer'
import { rowsOfCustomer } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Means } from './customer-filter.ts'
import { refuseTaken } from './customer-number.ts'
import { openCustomer } from './customers.ts'
import { type CustomerDraft, checkNewCustomer, newCustomerNo } from './new-customer.ts'
import { type Owner, ownerInReach } from './owner.ts'

/** Creates a customer with its document and contact points. Who sees own customers only owns what she creates. */
export async function createCustomer(db: Db, viewer: SignedIn, draft: CustomerDraft, { seal, today }: Means) {
  const { ownerUsername, identification, customerNo: wanted, ...checked } = checkNewCustomer(draft, today)
  const owner = await ownerFor(db, viewer, ownerUsername)
  const customerNo = wanted ?? newCustomerNo()
  await refuseTaken(db, customerNo)
  const rows = rowsOfCustomer(seal, {
    ...checked,
    ...owner,
    customerNo,
    identifications: [identification],
    createdBy: viewer.id,
  })
  await insertRows(db, 'customers', [rows.customer])
  await insertRows(db, 'identifications', rows.identifications)
  await insertRows(db, 'contact_points', rows.contactPoints)
  return openCustomer(db, rows.customer.id)
}

async function ownerFor(db: Db, viewer: SignedIn, username: string | undefined): Promise<Owner> {
  if (viewer.scope === 'own') {
    if (username && username !== viewer.described.username) throw refusedField('ownerUsername', 'owner.not-yours')
    return { ownerId: viewer.id, unitId: viewer.described.unit.id }
  }
  if (!username) throw refusedField('ownerUsername', 'required')
  return ownerInReach(db, { username }, 'ownerUsername')
}
