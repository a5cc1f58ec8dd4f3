import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, id, instant, listOf, optionalText, text, version } from '#shapes.ts'
import { ControlTotals, Layout, SideFile, TotalDifference } from './collection-layout.ts'
import { CollectionMapping, collectionTargets } from './collection-mapping.ts'

/** Rows that name a customer, account or security which nobody knows: held until somebody explains them, or made. */
export const UnknownReferences = z
  .strictObject({
    customers: z.enum(['hold', 'make']).default('hold'),
    /** The unit that made customers belong to. */
    unitId: id.nullable().default(null),
    accounts: z.enum(['hold', 'make']).default('hold'),
    securities: z.enum(['hold', 'make']).default('make'),
  })
  .refine((unknown) => unknown.customers === 'hold' || unknown.unitId !== null, {
    error: 'unknown.unit',
    path: ['unitId'],
  })
export type UnknownReferences = z.infer<typeof UnknownReferences>

const fields = {
  code: code(60),
  name: text(80),
  target: z.enum(collectionTargets),
  /** A file name in which `{date}` stands for the business date (YYYYMMDD) and `*` for anything; or a query for a database. */
  place: text(2000),
  layout: Layout,
  mapping: CollectionMapping,
  keyFields: z.array(z.string().max(60)).max(20).default([]),
  sideFile: SideFile.nullable().default(null),
  /** Days by which a row's own day may differ from the business date before it counts as late, or is refused. */
  lateDays: z.int().min(0).max(36_600).default(3),
  unknown: UnknownReferences.prefault({}),
  schedule: optionalText(100).default(null),
  ownerId: id.nullable().default(null),
  contact: optionalText(200).default(null),
}

export const CollectionItem = z
  .strictObject({
    id,
    version,
    source: z.strictObject({ id, code: z.string(), name: z.string(), kind: z.string() }),
    code: z.string(),
    name: z.string(),
    target: z.enum(collectionTargets),
    place: z.string(),
    layout: Layout,
    mapping: CollectionMapping,
    keyFields: z.array(z.string()),
    sideFile: SideFile.nullable(),
    lateDays: z.int(),
    unknown: UnknownReferences,
    schedule: z.string().nullable(),
    owner: z.strictObject({ id, name: z.string() }).nullable(),
    contact: z.string().nullable(),
    active: z.boolean(),
    /** The last batch of it. */
    last: z
      .strictObject({
        businessDate: z.string(),
        state: z.string(),
        rowsIn: count,
        refused: count,
        receivedAt: instant,
      })
      .nullable(),
    /** Rows in quarantine that nobody has dealt with. */
    held: count,
  })
  .meta({ id: 'CollectionItem' })
export type CollectionItem = z.infer<typeof CollectionItem>

const Reason = z.strictObject({ field: z.string(), code: z.string() })

export const CollectionPreview = z
  .strictObject({
    columns: z.array(z.string()),
    /** The first 20 records as the file has them, personal fields masked for whoever may not read them. */
    rows: z.array(z.strictObject({ line: z.int(), cells: z.array(z.string()), reasons: z.array(Reason) })),
    /** What they come to under the mapping; null for a row that would be refused. */
    values: z.array(z.record(z.string(), z.string()).nullable()),
    /** How the file seems to be written, for whoever has not said. */
    guessedLayout: Layout.nullable(),
    suggestedMapping: CollectionMapping.nullable(),
    fields: z.array(
      z.strictObject({
        name: z.string(),
        required: z.boolean(),
        type: z.string(),
        values: z.array(z.string()).nullable(),
      }),
    ),
    declared: ControlTotals.nullable(),
    differences: z.array(TotalDifference),
  })
  .meta({ id: 'CollectionPreview' })
export type CollectionPreview = z.infer<typeof CollectionPreview>

/** The parts of the multipart form beside `file`; `layout` and `mapping` are JSON text. */
export const CollectionPreviewForm = z.strictObject({
  target: z.enum(collectionTargets),
  layout: Layout.optional(),
  mapping: CollectionMapping.optional(),
})

export const collectionItems = {
  list: endpoint('GET /collection-items', {
    summary:
      'Every file and table that is collected: the catalogue of interfaces with owner, format, schedule and contact',
    permission: 'data-centre.read',
    query: z.strictObject({ sourceId: id.optional() }),
    reply: listOf(CollectionItem),
  }),
  open: endpoint('GET /collection-items/:id', {
    summary: 'A collection item',
    permission: 'data-centre.read',
    params: byId,
    reply: CollectionItem,
  }),
  create: endpoint('POST /collection-items', {
    summary: 'Describe a file or table of a source',
    permission: 'data-centre.configure',
    body: z.strictObject({ sourceId: id, ...fields }),
    reply: CollectionItem,
  }),
  change: endpoint('PATCH /collection-items/:id', {
    summary: 'Change, pause or resume a collection item',
    permission: 'data-centre.configure',
    params: byId,
    body: z
      .strictObject({
        code: fields.code,
        name: fields.name,
        place: fields.place,
        layout: Layout,
        mapping: CollectionMapping,
        keyFields: z.array(z.string().max(60)).max(20),
        sideFile: SideFile.nullable(),
        lateDays: z.int().min(0).max(36_600),
        unknown: UnknownReferences,
        schedule: optionalText(100),
        ownerId: id.nullable(),
        contact: optionalText(200),
        active: z.boolean(),
      })
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: CollectionItem,
    versioned: true,
  }),
  preview: endpoint('POST /collection-items/preview', {
    summary: 'Look at the first 20 records of a file under a layout and mapping, before anything is kept',
    permission: 'data-centre.configure',
    body: CollectionPreviewForm,
    takes: 'multipart',
    reply: CollectionPreview,
    status: 200,
  }),
  previewAtSource: endpoint('POST /collection-items/preview-at-source', {
    asks: true,
    summary: 'The same of a file or table as it lies at its source',
    permission: 'data-centre.configure',
    body: z.strictObject({ sourceId: id, name: text(2000), ...CollectionPreviewForm.shape }),
    reply: CollectionPreview,
    status: 200,
  }),
}
