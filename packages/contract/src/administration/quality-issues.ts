import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, cursor, day, id, instant, optionalText, pageOf, pageSize, text, version } from '#shapes.ts'
import { EtlRun } from './etl-runs.ts'

/** What a person writes into a cell: text as a file could have it. */
const cell = z
  .string()
  .max(4000)
  .refine((said) => !/[\p{Cc}\p{Cs}]/u.test(said.replace(/[\t\r\n]/g, '')), { error: 'text.characters' })

export const issueStates = ['held', 'fixed', 'replayed', 'dismissed'] as const

export const QualityIssue = z
  .strictObject({
    id,
    version,
    item: z.strictObject({ id, code: z.string(), name: z.string() }),
    batchId: id,
    businessDate: z.string(),
    line: z.int(),
    reasons: z.array(z.strictObject({ field: z.string(), code: z.string() })),
    state: z.enum(issueStates),
    note: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'QualityIssue' })
export type QualityIssue = z.infer<typeof QualityIssue>

/** With what the row says: personal cells are masked for whoever may not read them, and cannot be changed by them. */
export const QualityIssueDetails = z
  .strictObject({
    ...QualityIssue.shape,
    cells: z.array(
      z.strictObject({ column: z.string(), said: z.string(), fixed: z.string().nullable(), masked: z.boolean() }),
    ),
  })
  .meta({ id: 'QualityIssueDetails' })
export type QualityIssueDetails = z.infer<typeof QualityIssueDetails>

const issueFilter = { itemId: id.optional(), state: z.enum(issueStates).optional(), businessDate: day.optional() }

export const qualityIssues = {
  list: endpoint('GET /quality-issues', {
    summary: 'Rows in quarantine, latest first',
    permission: 'data-quality.read',
    query: z.strictObject({ ...issueFilter, after: cursor.optional(), limit: pageSize }),
    reply: pageOf(QualityIssue),
  }),
  open: endpoint('GET /quality-issues/:id', {
    summary: 'A row in quarantine with what it says',
    permission: 'data-quality.read',
    params: byId,
    reply: QualityIssueDetails,
    noted: true,
  }),
  fix: endpoint('PUT /quality-issues/:id/fix', {
    summary:
      'Say what the row should have said; cells that are left out stay as they are. It goes in when it is replayed',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({
      cells: z
        .record(z.string().max(200), cell)
        .refine((cells) => Object.keys(cells).length > 0, { error: 'edit.empty' }),
      note: optionalText(500).default(null),
    }),
    reply: QualityIssueDetails,
    versioned: true,
  }),
  dismiss: endpoint('PUT /quality-issues/:id/dismissal', {
    summary: 'Leave the row out for good, with a reason',
    permission: 'data-quality.fix',
    params: byId,
    body: z.strictObject({ note: text(500) }),
    reply: QualityIssueDetails,
    versioned: true,
  }),
  replay: endpoint('POST /quality-issues/replays', {
    summary: 'Put the fixed rows of a batch in: a run of its task from the stage on',
    permission: 'data-centre.run',
    body: z.strictObject({ batchId: id }),
    reply: EtlRun,
    status: 202,
  }),
}
