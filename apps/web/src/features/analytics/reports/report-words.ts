import type { ReportMeasure } from '@rapport/contract/analytics/report-definition'
import { type ReportSubject, reportField } from '@rapport/contract/analytics/report-subjects'
import { useWords, wordsFor } from '#words/words.ts'

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
/** A value of a closed list in the reader's words; anything else as it is. */
export function valueWord(subject: ReportSubject, field: string, value: string) {
  const book = books[field] ?? (reportField(subject, field)?.options ? field : undefined)
  return (book && wordsFor(`${book}.${value}`)) ?? value
}

/** What a field is called: a customer's as in conditions, unless the subject means something of its own by it. */
export const fieldWord = (subject: ReportSubject, field: string): string =>
  wordsFor(`report-field.${subject}.${field}`) ??
  wordsFor(`report-field.${field}`) ??
  wordsFor(`customer-field.${field}`) ??
  field

export function useMeasureWord() {
  const { t } = useWords()
  return (subject: ReportSubject, measure: ReportMeasure) =>
    'field' in measure
      ? t(`report-builder.measure.${measure.of}`, { field: fieldWord(subject, measure.field) })
      : t(`report-builder.measure.${measure.of}`)
}
