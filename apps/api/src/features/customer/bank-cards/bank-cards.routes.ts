import { bankCards } from '@rapport/contract/customer/bank-cards'
import { route } from '#http/serve.ts'
import { addBankCard, listBankCards, removeBankCard } from './bank-cards.ts'

export const bankCardsRoutes = [
  route(bankCards.list, ({ db, params, product }) => listBankCards(db, params.id, product.seal)),
  route(bankCards.add, ({ db, params, body, product }) => addBankCard(db, params.id, body, product.seal)),
  route(bankCards.remove, async ({ db, params, version }) => {
    await removeBankCard(db, params.id, version)
    return {}
  }),
]
