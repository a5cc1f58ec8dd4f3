import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, day, id, instant, listOf, optionalText, text, version } from '#shapes.ts'

export const sourceKinds = ['folder', 'https', 'upload', 'postgres'] as const
export type SourceKind = (typeof sourceKinds)[number]

const relativePath = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}_-][\p{L}\p{N}_ .-]*(\/[\p{L}\p{N}_-][\p{L}\p{N}_ .-]*){0,9}$/u, { error: 'path.shape' })

/**
 * Where a source is. A folder lies below the drop folder that operations name; an address must be on a host that they
 * allow (RAPPORT_PULL_HOSTS); a database is another PostgreSQL, read only.
 */
export const SourceSettings = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('folder'), folder: relativePath }),
    z.strictObject({
      kind: z.literal('https'),
      url: z.url({ protocol: /^https$/, error: 'url.https' }).max(500),
      /** Sent as a bearer token, where the source has a secret. */
      user: z.string().max(100).optional(),
    }),
    z.strictObject({ kind: z.literal('upload') }),
    z.strictObject({
      kind: z.literal('postgres'),
      host: z.string().min(1).max(253),
      port: z.int().min(1).max(65535).default(5432),
      database: z.string().min(1).max(63),
      user: z.string().min(1).max(63),
    }),
  ])
  .meta({ id: 'SourceSettings' })
export type SourceSettings = z.infer<typeof SourceSettings>

export const DataSource = z
  .strictObject({
    id,
    version,
    code: z.string(),
    name: z.string(),
    settings: SourceSettings,
    /** Whether a password or token is kept; it is never told. */
    hasSecret: z.boolean(),
    owner: z.strictObject({ id, name: z.string() }).nullable(),
    contact: z.string().nullable(),
    active: z.boolean(),
    items: z.int(),
    lastArrivalAt: instant.nullable(),
    /** Of the last business date of which anything came: how many of its items came, of those that are collected. */
    coverage: z.strictObject({ businessDate: day, arrived: count, expected: count }).nullable(),
  })
  .meta({ id: 'DataSource' })
export type DataSource = z.infer<typeof DataSource>

const fields = {
  code: code(40),
  name: text(80),
  settings: SourceSettings,
  secret: z.string().min(1).max(500).optional(),
  ownerId: id.nullable().default(null),
  contact: optionalText(200).default(null),
}

/** What a source holds at this moment that an item could read: files by name, tables of a database. */
export const SourceContents = z.strictObject({
  entries: z.array(
    z.strictObject({ name: z.string(), bytes: z.int().min(0).nullable(), changedAt: instant.nullable() }),
  ),
  /** There are more than are told. */
  more: z.boolean(),
})

export const dataSources = {
  list: endpoint('GET /data-sources', {
    summary: 'The sources of the firm’s data',
    permission: 'data-centre.read',
    reply: listOf(DataSource),
  }),
  create: endpoint('POST /data-sources', {
    summary: 'Register a source',
    permission: 'data-centre.configure',
    body: z.strictObject(fields),
    reply: DataSource,
  }),
  change: endpoint('PATCH /data-sources/:id', {
    summary: 'Change, pause or resume a source',
    permission: 'data-centre.configure',
    params: byId,
    body: z
      .strictObject({
        code: fields.code,
        name: fields.name,
        settings: SourceSettings,
        secret: z.string().min(1).max(500),
        ownerId: id.nullable(),
        contact: optionalText(200),
        active: z.boolean(),
      })
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: DataSource,
    versioned: true,
  }),
  contents: endpoint('GET /data-sources/:id/contents', {
    summary: 'What the source holds: proves that it can be reached',
    permission: 'data-centre.configure',
    params: byId,
    reply: SourceContents,
  }),
}
