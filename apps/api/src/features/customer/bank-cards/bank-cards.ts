import { checkBankCard } from '@rapport/contract/identity/bank-card'
import type { Db } from '@rapport/database/as-viewer'
import { bankCardRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** Where the number of a bank card is sealed. */
export const cardPlace = (id: string) => `bank_cards.number.${id}` as const

interface StoredBankCard {
  id: string
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

export async function listBankCards(db: Db, customerId: string, seal: Seal) {
  await seeCustomer(db, customerId)
  const rows = await db.bankCard.findMany({ where: { customerId }, orderBy: { id: 'asc' } })
  return { items: rows.map((row) => shown(seal, row)) }
}

/** Some old cards fail Luhn: such a number is kept, with `luhn` false as a warning. */
export async function addBankCard(db: Db, customerId: string, draft: { bank: string; number: string }, seal: Seal) {
  await holdCustomer(db, customerId)
  const found = checkBankCard(draft.number)
  if (!found.ok) throw refusedField('number', found.code, 400)
  const row = bankCardRow(seal, customerId, { bank: draft.bank, ...found.value })
  await insertRows(db, 'bank_cards', [row])
  return shown(seal, await db.bankCard.findUniqueOrThrow({ where: { id: row.id } }))
}

export async function removeBankCard(db: Db, id: string, version: number) {
  const changed = await db.bankCard.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.bankCard.findUnique({ where: { id } }))
}
