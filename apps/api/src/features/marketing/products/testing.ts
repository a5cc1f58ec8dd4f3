import type { BodyOf } from '@rapport/contract/endpoint'
import { type Product, products } from '@rapport/contract/marketing/products'
import type { Firm } from '#features/customer/testing.ts'
import type { Client } from '#http/testing.ts'

export const aPdf = (words = 'Risk notice') => Buffer.from(`%PDF-1.4\n% ${words}\n%%EOF\n`)

export const productDraft: BodyOf<typeof products.draft> = {
  ...{ code: 'F1', type: 'mixed-fund', name: 'Balanced growth', nameZh: '均衡成长混合', issuer: '东海基金' },
  ...{ currency: 'CNY', termDays: null, minimumAmount: '1000.00', complex: false },
  fees: [{ kind: 'management', per: 'year', basis: 'rate', value: '1.2' }],
  ...{ targetMarket: null, targetMarketZh: '普通投资者', onShelfOn: '2026-11-01', offShelfOn: null, securityId: null },
  rating: { grade: 3, effectiveFrom: '2026-11-20', method: 'model', reason: 'Volatility of three years' },
}

/** Adds a document as this person; gives the answer as it came. */
export function addDocument(who: Client, id: string, { kind = 'risk-notice', name = 'a.pdf', file = aPdf() } = {}) {
  const form = new FormData()
  form.set('kind', kind)
  form.set('file', new Blob([new Uint8Array(file)]), name)
  return who.send('POST', `/products/${id}/documents`, { body: form })
}

/** A product of head office with a risk notice, under review. */
export async function submittedProduct(
  { ho }: Pick<Firm, 'ho'>,
  draft: Partial<typeof productDraft> = {},
): Promise<Product> {
  const { id } = await ho.call(products.draft, { body: { ...productDraft, ...draft } })
  await addDocument(ho, id)
  const { version } = await ho.call(products.open, { params: { id } })
  return ho.call(products.submit, { params: { id }, version })
}
