import { join } from 'node:path'
import type { Product } from '#product.ts'

type Place = Pick<Product, 'dataDir'>

/** The folder of what was fetched and is not merged yet; its files are sealed (`writeSealed`) for their batch. */
export const arrivalsIn = (product: Place) => join(product.dataDir, 'arrivals')

/** The sealed bytes of a batch, as they came: opened by `readSealed(path, seal, batchId)`. */
export const fetchedPath = (product: Place, batchId: string) => join(arrivalsIn(product), batchId)

/** What the seal of a batch's side file is bound to. */
export const sideSeal = (batchId: string) => `${batchId}-side`

/** The sealed side file of a batch, where one came: opened by `readSealed(path, seal, sideSeal(batchId))`. */
export const fetchedSidePath = (product: Place, batchId: string) => join(arrivalsIn(product), sideSeal(batchId))
