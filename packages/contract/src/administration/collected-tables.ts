import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { count, id, instant } from '#shapes.ts'
import { collectionTargets } from './collection-mapping.ts'

export const CollectedTable = z
  .strictObject({
    item: z.strictObject({ id, code: z.string(), name: z.string(), target: z.enum(collectionTargets) }),
    source: z.strictObject({ id, code: z.string(), name: z.string() }),
    last: z
      .strictObject({
        batchId: id,
        businessDate: z.string(),
        state: z.string(),
        rowsIn: count,
        refused: count,
        receivedAt: instant,
      })
      .nullable(),
    /** What all batches of it have brought: rows that were new, and changes of them. */
    created: count,
    corrected: count,
    /** Rows that wait for whom or what they name. */
    waiting: count,
    fields: z.array(z.string()),
    /**
     * The first rows of the last batch that is in, personal values masked for whoever may not read them. Of facts, customers,
     * accounts and holders none: they are seen with the customers whose they are.
     */
    rows: z.array(
      z.strictObject({ line: z.int(), waiting: z.string().nullable(), values: z.record(z.string(), z.string()) }),
    ),
  })
  .meta({ id: 'CollectedTable' })
export type CollectedTable = z.infer<typeof CollectedTable>

export const collectedTables = {
  open: endpoint('GET /collected-tables/:itemId', {
    summary: 'What a collection item has brought: source, last batch, rows in and refused, its first rows',
    permission: 'data-centre.read',
    params: z.strictObject({ itemId: id }),
    reply: CollectedTable,
    noted: true,
  }),
}
