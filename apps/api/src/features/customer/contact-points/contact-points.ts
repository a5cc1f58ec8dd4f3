import type { ContactPoint, ContactPointDraft } from '@rapport/contract/customer/contact-points'
import { checkContact } from '@rapport/contract/identity/contact'
import { isMask } from '@rapport/contract/identity/masks'
import type { Db } from '@rapport/database/as-viewer'
import { contactPointRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** Where the value of a contact point is sealed. */
export const valuePlace = (id: string) => `contact_points.value.${id}` as const
/** Kinds whose value comes masked; the others are shown to everybody, stars and all. */
const maskedKinds = ['mobile', 'phone', 'email']

const columns = `id, customer_id as "customerId", version, kind, value_sealed as "valueSealed", preferred,
  do_not_contact as "doNotContact", verified_at as "verifiedAt"`
interface StoredContactPoint {
  id: string
  customerId: string
  version: number
  kind: string
  valueSealed: string
  preferred: boolean
  doNotContact: boolean
  verifiedAt: string | null
}

const shown = (seal: Seal, row: StoredContactPoint): ContactPoint => ({
  id: row.id,
  version: row.version,
  kind: row.kind as ContactPoint['kind'],
  value: seal.open(row.valueSealed, valuePlace(row.id)),
  preferred: row.preferred,
  doNotContact: row.doNotContact,
  verifiedAt: row.verifiedAt,
})

async function one(db: Db, id: string): Promise<StoredContactPoint> {
  const [row] = await db.rows<StoredContactPoint>(
    'contact_points-one',
    `select ${columns} from contact_points where id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

export async function listContactPoints(db: Db, customerId: string, seal: Seal) {
  const rows = await db.rows<StoredContactPoint>(
    'contact_points',
    `select ${columns} from contact_points where customer_id = $1 order by id`,
    [customerId],
  )
  if (rows.length === 0) await seeCustomer(db, customerId)
  return { items: rows.map((row) => shown(seal, row)) }
}

function checked({ kind, value }: ContactPointDraft): string {
  const found = checkContact(kind, value)
  if (!found.ok) throw refusedField('value', found.code, 400)
  return found.value
}

/** One preferred contact point of a kind at a time: the new one replaces the old. The customer is held meanwhile. */
const giveWay = (db: Db, customerId: string, kind: string, exceptId?: string) =>
  db.contactPoint.updateMany({
    where: { customerId, kind, preferred: true, ...(exceptId && { id: { not: exceptId } }) },
    data: { preferred: false },
  })

export async function addContactPoint(db: Db, customerId: string, draft: ContactPointDraft, seal: Seal) {
  await holdCustomer(db, customerId)
  const row = contactPointRow(seal, customerId, { ...draft, value: checked(draft) })
  if (draft.preferred) await giveWay(db, customerId, draft.kind)
  await insertRows(db, 'contact_points', [row])
  return shown(seal, await one(db, row.id))
}

/** A value that comes back masked stays what it was. A new value is not verified any more. */
export async function editContactPoint(db: Db, id: string, version: number, draft: ContactPointDraft, seal: Seal) {
  const { customerId } = await one(db, id)
  await holdCustomer(db, customerId)
  const before = await one(db, id)
  const stored = seal.open(before.valueSealed, valuePlace(id))
  const isSame = maskedKinds.includes(before.kind) && isMask(draft.value)
  const value = checked(isSame ? { ...draft, value: stored } : draft)
  const changed = await db.contactPoint.updateMany({
    where: { id, version },
    data: {
      kind: draft.kind,
      preferred: draft.preferred,
      doNotContact: draft.doNotContact,
      valueSealed: seal.close(value, valuePlace(id)),
      valueHash: seal.hash(draft.kind, value),
      ...((value !== stored || draft.kind !== before.kind) && { verifiedAt: null }),
    },
  })
  await refuseStale(changed, () => db.contactPoint.findUnique({ where: { id } }))
  if (draft.preferred) await giveWay(db, customerId, draft.kind, id)
  return shown(seal, await one(db, id))
}

export async function removeContactPoint(db: Db, id: string, version: number) {
  const changed = await db.contactPoint.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.contactPoint.findUnique({ where: { id } }))
}
