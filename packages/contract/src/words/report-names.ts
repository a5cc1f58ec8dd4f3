import type { ReportMeasure } from '#analytics/report-definition.ts'
import { type ReportSubject, reportField } from '#analytics/report-subjects.ts'

/** Under which words the values of a closed list stand. */
const books: Record<string, string> = {
  kind: 'kind',
  lifecycle: 'lifecycle',
  level: 'level',
  riskLevel: 'risk',
  investorClass: 'investor-class',
  side: 'side',
  channel: 'analysis.channel',
  product: 'analysis.product',
  riskGrade: 'report-grade',
  visitKind: 'visit-kind',
  visitChannel: 'channel',
  visitState: 'visit-state',
  outcome: 'outcome',
}

/** Words for a key with its values filled in; undefined for a key without words. */
export type WordFor = (key: string, values?: Record<string, string>) => string | undefined

/** What fields, values and measures of reports are called, by the words of one language. */
export function reportNames(wordFor: WordFor) {
  /** A customer's field is called as in conditions, unless the subject means something of its own by it. */
  const field = (subject: ReportSubject, name: string): string =>
    wordFor(`report-field.${subject}.${name}`) ??
    wordFor(`report-field.${name}`) ??
    wordFor(`customer-field.${name}`) ??
    name
  return {
    field,
    /** A value of a closed list in words; anything else as it is. */
    value: (subject: ReportSubject, name: string, value: string): string => {
      const book = books[name] ?? (reportField(subject, name)?.options ? name : undefined)
      return (book && wordFor(`${book}.${value}`)) ?? value
    },
    measure: (subject: ReportSubject, measure: ReportMeasure): string =>
      wordFor(
        `report-builder.measure.${measure.of}`,
        'field' in measure ? { field: field(subject, measure.field) } : {},
      ) ?? measure.of,
    /** Of a measure that stands in columns side by side: what it is over all of them. */
    ofAll: (name: string): string => wordFor('report-builder.all-of', { name }) ?? name,
  }
}
export type ReportNames = ReturnType<typeof reportNames>
