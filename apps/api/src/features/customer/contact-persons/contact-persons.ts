import type { ContactPersonDraft } from '@rapport/contract/customer/contact-persons'
import { checkEmail, checkTelephone } from '@rapport/contract/identity/contact'
import { isMask } from '@rapport/contract/identity/masks'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import type { Db } from '@rapport/database/as-viewer'
import { contactPersonRow, telephoneHash } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** Where phone and e-mail of a contact person are sealed. */
export const phonePlace = (id: string) => `contact_persons.phone.${id}` as const
export const emailPlace = (id: string) => `contact_persons.email.${id}` as const

const columns = `id, customer_id as "customerId", version, name, role, phone_sealed as "phoneSealed", email_sealed as "emailSealed",
  wechat, preferred_time as "preferredTime", do_not_contact as "doNotContact", "primary", note`
interface StoredContactPerson {
  id: string
  customerId: string
  version: number
  name: string
  role: string | null
  phoneSealed: string | null
  emailSealed: string | null
  wechat: string | null
  preferredTime: string | null
  doNotContact: boolean
  primary: boolean
  note: string | null
}

const shown = (seal: Seal, row: StoredContactPerson) => ({
  id: row.id,
  version: row.version,
  name: row.name,
  role: row.role,
  phone: row.phoneSealed && seal.open(row.phoneSealed, phonePlace(row.id)),
  email: row.emailSealed && seal.open(row.emailSealed, emailPlace(row.id)),
  wechat: row.wechat,
  preferredTime: row.preferredTime,
  doNotContact: row.doNotContact,
  primary: row.primary,
  note: row.note,
})

async function one(db: Db, id: string): Promise<StoredContactPerson> {
  const [row] = await db.rows<StoredContactPerson>(
    'contact_persons-one',
    `select ${columns} from contact_persons where id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

/** Contact persons, the primary one first. */
export async function listContactPersons(db: Db, customerId: string, seal: Seal) {
  const rows = await db.rows<StoredContactPerson>(
    'contact_persons',
    `select ${columns} from contact_persons where customer_id = $1 order by "primary" desc, id`,
    [customerId],
  )
  if (rows.length === 0) await seeCustomer(db, customerId)
  return { items: rows.map((row) => shown(seal, row)) }
}

/** The draft in its stored form; 400 with every field that is wrong. */
function checked(draft: ContactPersonDraft): ContactPersonDraft {
  const name = checkPersonName(draft.name)
  const phone = draft.phone ? checkTelephone(draft.phone) : null
  const email = draft.email ? checkEmail(draft.email) : null
  const errors = [
    ...(name.ok ? [] : [{ field: 'name', code: name.code }]),
    ...(phone && !phone.ok ? [{ field: 'phone', code: 'phone.shape' }] : []),
    ...(email && !email.ok ? [{ field: 'email', code: email.code }] : []),
  ]
  if (errors.length > 0 || !name.ok) throw new Refused(400, 'invalid', { errors })
  return {
    ...draft,
    name: name.value,
    ...(phone?.ok && { phone: phone.value.value }),
    ...(email?.ok && { email: email.value }),
  }
}

/** One primary contact person at a time: the new one replaces the old. The customer is held meanwhile. */
const giveWay = (db: Db, customerId: string, exceptId?: string) =>
  db.contactPerson.updateMany({
    where: { customerId, primary: true, ...(exceptId && { id: { not: exceptId } }) },
    data: { primary: false },
  })

export async function addContactPerson(db: Db, customerId: string, draft: ContactPersonDraft, seal: Seal) {
  await holdCustomer(db, customerId)
  const row = contactPersonRow(seal, customerId, checked(draft))
  if (draft.primary) await giveWay(db, customerId)
  await insertRows(db, 'contact_persons', [row])
  return shown(seal, await one(db, row.id))
}

/** Phone and e-mail that come back masked, or are left out, stay what they were. */
export async function editContactPerson(db: Db, id: string, version: number, draft: ContactPersonDraft, seal: Seal) {
  const { customerId } = await one(db, id)
  await holdCustomer(db, customerId)
  const before = shown(seal, await one(db, id))
  const { phone, email, ...rest } = checked({
    ...draft,
    ...(draft.phone && isMask(draft.phone) && { phone: before.phone }),
    ...(draft.email && isMask(draft.email) && { email: before.email }),
  })
  if (before.version !== version) throw new Refused(412, 'version.stale')
  if (draft.primary) await giveWay(db, customerId, id)
  await db.contactPerson.update({
    where: { id, version },
    data: {
      ...rest,
      ...(phone !== undefined && {
        phoneSealed: phone && seal.close(phone, phonePlace(id)),
        phoneHash: telephoneHash(seal, phone),
      }),
      ...(email !== undefined && { emailSealed: email && seal.close(email, emailPlace(id)) }),
    },
  })
  return shown(seal, await one(db, id))
}

export async function removeContactPerson(db: Db, id: string, version: number) {
  const changed = await db.contactPerson.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.contactPerson.findUnique({ where: { id } }))
}
