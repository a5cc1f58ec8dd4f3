import { ReportDefinition, type ReportGroup, type ReportMeasure } from '@rapport/contract/analytics/report-definition'
import { type ReportSubject, reportField, reportSubjectFacts } from '@rapport/contract/analytics/report-subjects'

/** What a report about something begins with: a list of its rows. */
export const newReport = (subject: ReportSubject = 'customer-months'): ReportDefinition =>
  ReportDefinition.parse({ subject })

/** As the address says it; null where that is no whole report. */
export function definitionIn(text: string | undefined): ReportDefinition | null {
  if (!text) return null
  try {
    return ReportDefinition.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export const same = (one: ReportDefinition, other: ReportDefinition) => JSON.stringify(one) === JSON.stringify(other)

/** About something else: what can be asked of that too stays. */
export function withSubject(draft: ReportDefinition, subject: ReportSubject): ReportDefinition {
  const has = ({ field }: { field: string }) => reportField(subject, field) !== undefined
  const columns = draft.columns.filter((field) => has({ field }))
  const whole = columns.length === draft.columns.length
  const groups = draft.groups.filter(has)
  const measures = draft.measures.filter((measure) => !('field' in measure) || has(measure))
  const grouped = draft.groups.length + draft.measures.length > 0
  return {
    ...draft,
    subject,
    columns: whole ? columns : [...reportSubjectFacts[subject].columns],
    groups,
    pivot: draft.pivot && groups.length > 0 && has(draft.pivot) ? draft.pivot : null,
    measures: grouped && measures.length === 0 ? [{ of: 'rows' }] : measures,
    where: draft.where.filter(has),
    sort: null,
  }
}

/** Rows one by one, or put together. */
export const asRecords = (draft: ReportDefinition): ReportDefinition => ({
  ...draft,
  groups: [],
  pivot: null,
  measures: [],
  sort: null,
})
export const asGroups = (draft: ReportDefinition): ReportDefinition => ({
  ...draft,
  groups: [{ field: 'unit', by: 'month' }],
  measures: [{ of: 'rows' }],
  sort: null,
})

/** Without groups nothing stands side by side. */
export const withGroups = (draft: ReportDefinition, groups: ReportGroup[]): ReportDefinition => ({
  ...draft,
  groups,
  pivot: groups.length > 0 ? draft.pivot : null,
  measures: draft.measures.length > 0 ? draft.measures : [{ of: 'rows' }],
  sort: null,
})

export const nameOf = (measure: ReportMeasure) => ('field' in measure ? `${measure.of}.${measure.field}` : measure.of)
/** The measure of a name made by `nameOf`. */
export function measureOf(name: string): ReportMeasure {
  const at = name.indexOf('.')
  if (at < 0) return { of: name as 'rows' }
  return { of: name.slice(0, at) as 'sum', field: name.slice(at + 1) }
}

/** Whose rows are asked for: the keys of a group, and of a column of the pivot where it is one of those. */
export interface Behind {
  keys: (string | null)[]
  pivotKey?: string | null
}
export const behindText = ({ keys, pivotKey }: Behind) =>
  JSON.stringify(pivotKey === undefined ? [keys] : [keys, pivotKey])
export function behindIn(text: string | undefined): Behind | null {
  try {
    const [keys, ...rest] = JSON.parse(text ?? '') as [(string | null)[], (string | null)?]
    if (!Array.isArray(keys)) return null
    return rest.length > 0 ? { keys, pivotKey: rest[0] ?? null } : { keys }
  } catch {
    return null
  }
}
