import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, listOf, personal, text, version } from '#shapes.ts'

export const BankCard = z
  .strictObject({ id, version, bank: z.string(), number: personal('bank-card'), luhn: z.boolean() })
  .meta({ id: 'BankCard' })

export const bankCards = {
  list: endpoint('GET /customers/:id/bank-cards', {
    summary: 'Bank cards of a customer (third-party custody)',
    permission: 'customer.read',
    params: byId,
    reply: listOf(BankCard),
  }),
  add: endpoint('POST /customers/:id/bank-cards', {
    summary: 'Add a bank card; a number that fails Luhn is kept and marked, some old cards do',
    permission: 'customer.edit',
    params: byId,
    body: z.strictObject({ bank: text(80), number: text(40) }),
    reply: BankCard,
  }),
  remove: endpoint('DELETE /bank-cards/:id', {
    summary: 'Remove a bank card',
    permission: 'customer.edit',
    params: byId,
    versioned: true,
  }),
}
