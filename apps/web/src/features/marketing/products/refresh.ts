import { approvals } from '@rapport/contract/administration/approvals'
import { products } from '@rapport/contract/marketing/products'

/** What shows something else after a product changed. */
export const changedProducts = [products.list, products.counts, products.open, approvals.list]
