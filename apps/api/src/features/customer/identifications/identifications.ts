import type { IdentificationDraft } from '@rapport/contract/customer/identifications'
import type { identificationTypes } from '@rapport/contract/customer/vocabulary'
import { checkIdentification } from '@rapport/contract/identity/identification'
import { isMask } from '@rapport/contract/identity/masks'
import type { Db } from '@rapport/database/as-viewer'
import { identificationRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import type { Means } from '#features/customer/customers/customer-filter.ts'
import { type Held, holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** Where the number of a document is sealed. */
export const numberPlace = (id: string) => `identifications.number.${id}` as const

const columns = `id, customer_id as "customerId", version, type, number_sealed as "numberSealed", issuer, valid_to as "validTo"`
interface StoredIdentification {
  id: string
  customerId: string
  version: number
  type: string
  numberSealed: string
  issuer: string | null
  validTo: string | null
}

const shown = (seal: Seal, row: StoredIdentification) => ({
  id: row.id,
  version: row.version,
  type: row.type as (typeof identificationTypes)[number],
  number: seal.open(row.numberSealed, numberPlace(row.id)),
  issuer: row.issuer,
  validTo: row.validTo,
})

async function one(db: Db, id: string): Promise<StoredIdentification> {
  const [row] = await db.rows<StoredIdentification>(
    'identifications-one',
    `select ${columns} from identifications where id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

export async function listIdentifications(db: Db, customerId: string, seal: Seal) {
  const rows = await db.rows<StoredIdentification>(
    'identifications',
    `select ${columns} from identifications where customer_id = $1 order by id`,
    [customerId],
  )
  if (rows.length === 0) await seeCustomer(db, customerId)
  return { items: rows.map((row) => shown(seal, row)) }
}

/** The number in its stored form. 400 on the type or on the number when they do not fit the customer or each other. */
function checked(customer: Held, type: string, number: string, today: string): string {
  if (customer.kind === 'person' && type === 'credit-code')
    throw refusedField('type', 'identification.not-of-a-person', 400)
  if (customer.kind === 'organisation' && type !== 'credit-code' && type !== 'other')
    throw refusedField('type', 'identification.not-of-an-organisation', 400)
  const found = checkIdentification(type, number, today)
  if (!found.ok) throw refusedField('number', found.code, 400)
  return found.value.number
}

export async function addIdentification(db: Db, customerId: string, draft: IdentificationDraft, means: Means) {
  const customer = await holdCustomer(db, customerId)
  const number = checked(customer, draft.type, draft.number, means.today)
  const row = identificationRow(means.seal, customerId, { ...draft, number })
  await insertRows(db, 'identifications', [row])
  return shown(means.seal, await one(db, row.id))
}

/** A number that comes back masked stays what it was, and still has to fit the type. */
export async function editIdentification(
  db: Db,
  id: string,
  version: number,
  draft: IdentificationDraft,
  means: Means,
) {
  const { seal, today } = means
  const before = await one(db, id)
  const customer = await holdCustomer(db, before.customerId)
  const given = isMask(draft.number) ? seal.open(before.numberSealed, numberPlace(id)) : draft.number
  const number = checked(customer, draft.type, given, today)
  const changed = await db.identification.updateMany({
    where: { id, version },
    data: {
      type: draft.type,
      numberSealed: seal.close(number, numberPlace(id)),
      numberHash: seal.hash('identification', number),
      ...(draft.issuer !== undefined && { issuer: draft.issuer }),
      ...(draft.validTo !== undefined && { validTo: draft.validTo && new Date(draft.validTo) }),
    },
  })
  await refuseStale(changed, () => db.identification.findUnique({ where: { id } }))
  return shown(seal, await one(db, id))
}

export async function removeIdentification(db: Db, id: string, version: number) {
  const changed = await db.identification.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.identification.findUnique({ where: { id } }))
}
