import { isGrouped, measuresOf, type ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reportField } from '@rapport/contract/analytics/report-subjects'
import { writeXlsx } from 'hucre/xlsx'
import { type Locale, namesIn } from './report-words.ts'

type Cell = string | number | null

/** A spreadsheet reckons in doubles: figures of more digits than these hold stay text. */
const figure = (text: string): Cell => (text.replace(/\D/g, '').length <= 15 ? Number(text) : text)

/** What stands in the columns of a report's file, one after another: a number, or a value of which field. */
function columnsOf(definition: ReportDefinition): (string | null)[] {
  const { subject, columns, groups, pivot } = definition
  if (!isGrouped(definition))
    return columns.map((name) => (reportField(subject, name)?.type === 'number' ? null : name))
  const keys = [...groups, ...(pivot ? [pivot] : [])].map(({ field }) => field)
  return [...keys, ...measuresOf(definition).map(() => null)]
}

/** The rows of a report's file, the first of them its head, as a workbook in the reader's language: figures as numbers. */
export async function reportWorkbook(
  name: string,
  definition: ReportDefinition,
  rows: readonly (string | null)[][],
  locale: Locale,
): Promise<Buffer> {
  const columns = columnsOf(definition)
  const names = namesIn(locale)
  const told = (text: string | null, at: number): Cell => {
    const field = columns[at]
    if (text === null) return null
    return field ? names.value(definition.subject, field, text) : figure(text)
  }
  const [head, ...others] = rows
  const sheet = {
    name: name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    rows: [head ?? [], ...others.map((row) => row.map(told))],
  }
  return Buffer.from(await writeXlsx({ sheets: [sheet] }))
}
