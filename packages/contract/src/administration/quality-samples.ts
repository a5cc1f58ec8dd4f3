import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, day, decimal, id, instant, listOf, optionalText, pageOf, pageSize } from '#shapes.ts'

export const sampleSize = { usual: 50, most: 400 } as const
export const sampleVerdicts = ['right', 'wrong'] as const

/** The share of rows found right, a part of 1 with four decimals, and between what it lies at 95 % (Wilson); null of none. */
export const Accuracy = z
  .strictObject({ right: count, checked: count, share: decimal, low: decimal, high: decimal })
  .nullable()
  .meta({ id: 'Accuracy' })
export type Accuracy = z.infer<typeof Accuracy>

/** Rows of a batch, drawn to be checked by hand against their source. */
export const QualitySample = z
  .strictObject({
    id,
    item: z.strictObject({ id, code: z.string(), name: z.string() }),
    businessDate: z.string(),
    batchId: id,
    /** By which the rows were drawn: the same seed draws the same rows of the same batch. */
    seed: z.string(),
    size: z.int(),
    /** How many there were to be drawn, if fewer than asked for. */
    drawn: count,
    accuracy: Accuracy,
    drawnBy: z.string().nullable(),
    drawnAt: instant,
    closedBy: z.string().nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'QualitySample' })
export type QualitySample = z.infer<typeof QualitySample>

/** With what each row says in the warehouse; personal cells are masked for whoever may not read them. */
export const QualitySampleDetails = z
  .strictObject({
    ...QualitySample.shape,
    rows: z.array(
      z.strictObject({
        id,
        ordinal: z.int(),
        /** Null where the row is out of sight, or is not what the batch brought any more. */
        cells: z.array(z.strictObject({ field: z.string(), said: z.string(), masked: z.boolean() })).nullable(),
        verdict: z.enum(sampleVerdicts).nullable(),
        note: z.string().nullable(),
        markedBy: z.string().nullable(),
        markedAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'QualitySampleDetails' })
export type QualitySampleDetails = z.infer<typeof QualitySampleDetails>

export const qualitySamples = {
  list: endpoint('GET /quality-samples', {
    summary: 'Samples checked by hand, latest first',
    permission: 'data-quality.read',
    query: z.strictObject({ itemId: id.optional(), after: cursor.optional(), limit: pageSize }),
    reply: pageOf(QualitySample),
  }),
  choices: endpoint('GET /quality-samples/choices', {
    summary: 'Items of which a sample of a business date can be drawn',
    permission: 'data-quality.fix',
    query: z.strictObject({ businessDate: day }),
    reply: listOf(z.strictObject({ id, code: z.string(), name: z.string() })),
  }),
  draw: endpoint('POST /quality-samples', {
    summary: 'Draw rows that the last batch of an item and business date brought, as far as the caller sees them',
    permission: 'data-quality.fix',
    body: z.strictObject({
      itemId: id,
      businessDate: day,
      size: z.int().min(1).max(sampleSize.most).default(sampleSize.usual),
    }),
    reply: QualitySample,
  }),
  open: endpoint('GET /quality-samples/:id', {
    summary: 'A sample with what its rows say',
    permission: 'data-quality.read',
    params: byId,
    reply: QualitySampleDetails,
    noted: true,
  }),
  mark: endpoint('PUT /quality-samples/:id/marks', {
    summary: 'Say of rows whether they are right, until the sample is closed; null takes a mark back',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({
      marks: z
        .array(
          z.strictObject({
            rowId: id,
            verdict: z.enum(sampleVerdicts).nullable(),
            note: optionalText(500).default(null),
          }),
        )
        .min(1)
        .max(sampleSize.most)
        .refine((marks) => new Set(marks.map(({ rowId }) => rowId)).size === marks.length, { error: 'row.twice' }),
    }),
    reply: QualitySample,
  }),
  close: endpoint('PUT /quality-samples/:id/closing', {
    summary: 'Close a sample: its share is the accuracy of its item and day from now on',
    permission: 'data-quality.fix',
    params: byId,
    reply: QualitySample,
  }),
}
