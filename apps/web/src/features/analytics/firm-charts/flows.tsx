import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { useNavigate } from 'react-router'
import { FlowSankey } from '#ui/flow-sankey.tsx'
import { listOf, numberAt, placeOf, useFigures } from './figures.ts'
import { useRowNames } from './row-names.ts'

interface Props {
  label: string
  answer: ChartAnswer
  /** The column that makes a flow wide, and the one told with it. */
  value: string
  also: string
}

/** Flows between what the answer names, in its order; a press opens the list behind one. */
export function Flows({ label, answer, value, also }: Props) {
  const { columns, rows, names } = answer
  const { full, short } = useFigures()
  const called = useRowNames('flow', names)
  const navigate = useNavigate()
  const [wide, told] = [placeOf(columns, value), placeOf(columns, also)]
  const unknown = rows.flatMap(({ key, group }) => [key, group ?? '']).filter((code) => !(code in names))
  return (
    <FlowSankey
      label={label}
      order={[...Object.keys(names), ...new Set(unknown)]}
      nameOf={called.end}
      flows={rows.map((row) => ({
        from: row.group ?? '',
        to: row.key,
        value: numberAt(row, wide) ?? 0,
        title: `${called.full(row)}: ${full(row.values[wide], 'count')} · ${short(row.values[told], 'money')}`,
        open: () => {
          const list = listOf(row)
          if (list) void navigate(list)
        },
      }))}
    />
  )
}
