import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, id, instant, pageOf, pageSize } from '#shapes.ts'

export const importKinds = ['customers', 'securities', 'accounts', 'trades', 'prices', 'cases'] as const
export type ImportKind = (typeof importKinds)[number]
export const importModes = ['create', 'update', 'upsert'] as const
export const importStates = ['waiting', 'running', 'done', 'failed'] as const

/**
 * Where a field of ours comes from: a column of the file, a constant, or a list of constants over which the rows are
 * spread evenly and repeatably (by their key). `values` translates what the file says into our terms.
 */
export const FieldSource = z.strictObject({
  column: z.string().max(200).optional(),
  constant: z.string().max(300).optional(),
  spread: z.array(z.string().max(64)).min(1).max(1000).optional(),
  values: z.record(z.string().max(120), z.string().max(120)).optional(),
})
export const Mapping = z.record(z.string().max(60), FieldSource).meta({ id: 'Mapping' })
export type Mapping = z.infer<typeof Mapping>

export const Import = z
  .strictObject({
    id,
    kind: z.enum(importKinds),
    mode: z.enum(importModes),
    fileName: z.string(),
    state: z.enum(importStates),
    /** Bytes of the file read so far and in all; progress is read / size. */
    bytesRead: count,
    bytesTotal: count,
    rows: count,
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    /** What the import had to make so that rows could refer to it, by kind: customers, accounts, securities. */
    made: z.record(z.string(), count),
    /** The commonest reasons of refusal with their counts. */
    reasons: z.array(z.strictObject({ field: z.string(), code: z.string(), count })),
    failure: z.string().nullable(),
    startedBy: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

export const ImportPreview = z
  .strictObject({
    encoding: z.enum(['utf-8', 'utf-8-bom', 'gb18030']),
    compressed: z.boolean(),
    columns: z.array(z.string()),
    /** The first 20 rows as the file has them. */
    rows: z.array(z.array(z.string())),
    /** The fields of this kind that a column can be mapped to. */
    fields: z.array(
      z.strictObject({ name: z.string(), required: z.boolean(), values: z.array(z.string()).nullable() }),
    ),
    /** The mapping remembered for this layout, or else the one that the column names suggest. */
    mapping: Mapping,
    remembered: z.boolean(),
    /** What the first rows would end as under that mapping: null is fine. Null for all while the mapping lacks something. */
    refusals: z.array(z.array(z.strictObject({ field: z.string(), code: z.string() })).nullable()).nullable(),
    /** What the names of the columns speak of; the kind asked for where no other fits better. */
    likelyKind: z.enum(importKinds),
  })
  .meta({ id: 'ImportPreview' })
export type ImportPreview = z.infer<typeof ImportPreview>

/** The parts of the multipart form beside `file`, before or after it; `mapping` is JSON text. */
export const ImportForm = z.strictObject({
  kind: z.enum(importKinds),
  mode: z.enum(importModes).default('upsert'),
  mapping: Mapping.optional(),
})

export const imports = {
  preview: endpoint('POST /imports/preview', {
    summary: 'Look at the first rows of a file: encoding, columns, suggested or remembered mapping',
    permission: 'import.run',
    body: ImportForm,
    takes: 'multipart',
    reply: ImportPreview,
    status: 200,
  }),
  start: endpoint('POST /imports', {
    summary: 'Start an import; it runs in the background',
    permission: 'import.run',
    body: ImportForm,
    takes: 'multipart',
    reply: Import,
    status: 202,
  }),
  list: endpoint('GET /imports', {
    summary: 'Own imports, latest first',
    permission: 'import.run',
    query: z.strictObject({ after: cursor.optional(), limit: pageSize }),
    reply: pageOf(Import),
  }),
  open: endpoint('GET /imports/:id', {
    summary: 'State of an import',
    permission: 'import.run',
    params: byId,
    reply: Import,
  }),
  refusedRows: endpoint('GET /imports/:id/refused-rows', {
    summary: 'The refused rows as the same file plus a column with the reason',
    permission: 'import.run',
    params: byId,
    reply: z.strictObject({}),
    gives: 'csv',
  }),
}
