import type { productKinds } from '#administration/product-classes.ts'

/** What a suitability check knows a product as: a kind that investors are asked about, or another one, which nobody intends or knows. */
export type SuitabilityKind = (typeof productKinds)[number] | 'other'

/** Kinds of product as firms sell them, each with what a suitability check knows it as. */
export const suitabilityKinds = {
  'money-fund': 'money-fund',
  'bond-fund': 'bond',
  'mixed-fund': 'fund',
  'equity-fund': 'fund',
  etf: 'etf',
  'private-fund': 'structured',
  'asset-plan': 'fund',
  'government-bond': 'bond',
  'corporate-bond': 'bond',
  repo: 'repo',
  'income-note': 'bond',
  'structured-note': 'structured',
  'otc-derivative': 'derivative',
  insurance: 'other',
} as const satisfies Record<string, SuitabilityKind>

export type ProductType = keyof typeof suitabilityKinds
export const productTypes = Object.keys(suitabilityKinds) as [ProductType, ...ProductType[]]
