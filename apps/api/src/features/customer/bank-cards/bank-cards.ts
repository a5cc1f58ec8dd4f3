import { checkBankCard } from '@rapport/contract/identity/bank-card'
import type { Db } from '@rapport/database/as-viewer'
import { bankCardRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** Where the number of a bank card is sealed. */
export const cardPlace = (id: string) => `bank_cards.number.${id}` as const

const columns = `id, customer_id as "customerId", version, bank, number_sealed as "numberSealed", luhn`
interface StoredBankCard {
  id: string
  customerId: string
  version: number
  bank: string
  numberSealed: string
  luhn: boolean
}

const shown = (seal: Seal, row: StoredBankCard) => ({
  id: row.id,
  version: row.version,
  bank: row.bank,
  number: seal.open(row.numberSealed, cardPlace(row.id)),
  luhn: row.luhn,
})

async function one(db: Db, id: string): Promise<StoredBankCard> {
  const [row] = await db.rows<StoredBankCard>('bank_cards-one', `select ${columns} from bank_cards where id = $1`, [id])
  if (!row) throw new Refused(404, 'not-found')
  return row
}

export async function listBankCards(db: Db, customerId: string, seal: Seal) {
  const rows = await db.rows<StoredBankCard>(
    'bank_cards',
    `select ${columns} from bank_cards where customer_id = $1 order by id`,
    [customerId],
  )
  if (rows.length === 0) await seeCustomer(db, customerId)
  return { items: rows.map((row) => shown(seal, row)) }
}

/** Some old cards fail Luhn: such a number is kept, with `luhn` false as a warning. */
export async function addBankCard(db: Db, customerId: string, draft: { bank: string; number: string }, seal: Seal) {
  await holdCustomer(db, customerId)
  const found = checkBankCard(draft.number)
  if (!found.ok) throw refusedField('number', found.code, 400)
  const row = bankCardRow(seal, customerId, { bank: draft.bank, ...found.value })
  await insertRows(db, 'bank_cards', [row])
  return shown(seal, await one(db, row.id))
}

export async function removeBankCard(db: Db, id: string, version: number) {
  const changed = await db.bankCard.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.bankCard.findUnique({ where: { id } }))
}
