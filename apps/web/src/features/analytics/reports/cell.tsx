import type { ReportGroup } from '@rapport/contract/analytics/report-definition'
import { type ReportField, type ReportSubject, reportField } from '@rapport/contract/analytics/report-subjects'
import { Day } from '#ui/day.tsx'
import { UNDEFINED, useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { valueWord } from './report-words.ts'

/** Gains and losses: told with sign and arrow. */
const changes = new Set([
  'profit',
  'realised',
  'profit12m',
  'contribution',
  'contributionPerMinute',
  'contributionPerContact',
])

type Unit = NonNullable<ReportField['unit']>

/** A figure as text: in full. */
export function useFigureText() {
  const format = useFormat()
  return (value: string | null, unit: Unit) => {
    if (value === null) return UNDEFINED
    if (unit === 'share') return format.percent(value)
    if (unit === 'count') return format.decimal(value, [0, 4])
    return format.decimal(value, unit === 'money' ? 2 : [2, 4])
  }
}

export function Figure({ value, unit, field }: { value: string | null; unit: Unit; field: string | null }) {
  const text = useFigureText()
  if (field && changes.has(field)) return <Change value={value} />
  if (unit === 'money') return <Money value={value} />
  return <span className="figures">{text(value, unit)}</span>
}

/** A column of one record. */
export function Cell({ subject, name, value }: { subject: ReportSubject; name: string; value: string | null }) {
  const field = reportField(subject, name)
  if (value === null || !field) return UNDEFINED
  if (field.type === 'day') return name === 'month' ? value.slice(0, 7) : <Day on={value} />
  if (field.type === 'number') return <Figure value={value} unit={field.unit ?? 'count'} field={name} />
  return labelOf(subject, { field: name }, value)
}

/** What a key of a group is called: values of closed lists in the reader's words. */
export const labelOf = (subject: ReportSubject, { field }: Pick<ReportGroup, 'field'>, label: string | null) =>
  label === null ? UNDEFINED : valueWord(subject, field, label)
