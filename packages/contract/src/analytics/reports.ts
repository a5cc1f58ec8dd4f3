import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, id, instant, listOf, optionalText, PersonInRow, text, UnitInRow, version } from '#shapes.ts'
import { ReportDefinition } from './report-definition.ts'
import { sharings } from './segment-rows.ts'

const figure = z.string().nullable()

export const ReportRow = z.strictObject({
  /** Of a group: what it is of, one for each thing grouped by; a day is the first of its month or year. */
  keys: z.array(figure),
  /** What stands in the row: of a record its columns, of a group what its keys are called. */
  cells: z.array(figure),
  /** Of a group: its measures; null where undefined, such as assets of several months added up. */
  values: z.array(figure),
  /** Of a group: its measures in each column of the pivot; null where it has no rows. */
  pivoted: z.array(z.array(figure).nullable()),
  /** Of a record: whose it is. */
  customerId: id.nullable(),
})
export type ReportRow = z.infer<typeof ReportRow>

export const ReportAnswer = z
  .strictObject({
    today: z.string(),
    /** The days that were asked for; null where the subject has none. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    rows: z.array(ReportRow),
    /** Records or groups in all, of which `rows` are the first. */
    total: count,
    /** Measures of everything that was found; of records the sums of columns that add up, null for the others. */
    totals: z.array(figure),
    pivots: z.array(z.strictObject({ key: figure, label: figure })),
    /** Whether the pivot has more columns than are told. */
    morePivots: z.boolean(),
  })
  .meta({ id: 'ReportAnswer' })
export type ReportAnswer = z.infer<typeof ReportAnswer>

export const ReportInRow = z
  .strictObject({
    id,
    version,
    name: z.string(),
    description: z.string().nullable(),
    subject: z.string(),
    shared: z.enum(sharings),
    owner: PersonInRow,
    unit: UnitInRow,
    updatedAt: instant,
    mayEdit: z.boolean(),
  })
  .meta({ id: 'ReportInRow' })
export type ReportInRow = z.infer<typeof ReportInRow>
export const Report = ReportInRow.extend({
  definition: ReportDefinition,
  /** What units, people and securities of the definition are called, by their ids. */
  names: z.record(z.string(), z.string()),
}).meta({ id: 'Report' })
export type Report = z.infer<typeof Report>

const draft = {
  name: text(80),
  description: optionalText(500),
  definition: ReportDefinition,
  shared: z.enum(sharings),
}
export const NewReport = z
  .strictObject({ ...draft, description: draft.description.default(null), shared: draft.shared.default('nobody') })
  .meta({ id: 'NewReport' })
export const ReportEdit = z
  .strictObject(draft)
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
  .meta({ id: 'ReportEdit' })

export const reports = {
  run: endpoint('POST /reports/run', {
    asks: true,
    summary: 'What a report says now, of what is in sight: its first rows, and totals of all',
    permission: 'report.build',
    body: ReportDefinition,
    reply: ReportAnswer,
    status: 200,
  }),
  exportRows: endpoint('POST /reports/export', {
    summary: 'All rows or groups of a report as a CSV file, written while they are read',
    permission: 'customer.export',
    body: ReportDefinition,
    reply: z.record(z.string(), figure),
    gives: 'csv',
    status: 200,
  }),
  list: endpoint('GET /reports', {
    summary: 'Reports of one’s own and those that are shared',
    permission: 'report.build',
    reply: listOf(ReportInRow),
  }),
  open: endpoint('GET /reports/:id', {
    summary: 'Open a report with its definition',
    permission: 'report.build',
    params: byId,
    reply: Report,
  }),
  create: endpoint('POST /reports', {
    summary: 'Keep a report; whoever it is shared with sees it over what is in their own sight',
    permission: 'report.build',
    body: NewReport,
    reply: Report,
  }),
  edit: endpoint('PATCH /reports/:id', {
    summary: 'Change a report of one’s own',
    permission: 'report.build',
    params: byId,
    body: ReportEdit,
    reply: Report,
    versioned: true,
  }),
  remove: endpoint('DELETE /reports/:id', {
    summary: 'Remove a report of one’s own',
    permission: 'report.build',
    params: byId,
    versioned: true,
  }),
}
