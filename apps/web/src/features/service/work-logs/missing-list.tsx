import { type MissingLogs, workLogs } from '@rapport/contract/service/work-logs'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { addDays } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

/** Two weeks back. */
const BACK = 14

/** Who has not handed in a log of which working days. */
export function MissingList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { today } = useViewer()
  const from = addDays(today, -BACK)
  const answer = useAsk(workLogs.missing, { query: { from, to: today } })
  const title = t('work-log.missing.period', { from: format.day(from) })
  const columns: Column<MissingLogs>[] = [
    { name: 'person', head: t('work-log.person'), width: 140, cell: ({ person }) => person.name },
    { name: 'unit', head: t('work-log.unit'), width: 160, cell: ({ unit }) => unit.name },
    {
      name: 'count',
      head: t('work-log.missing.count'),
      width: 80,
      end: true,
      cell: ({ days }) => format.count(days.length),
    },
    { name: 'days', head: t('work-log.missing.days'), width: 400, cell: ({ days }) => daysOf(days) },
  ]
  return (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('work-log.none-missing')}>{t('work-log.none-missing.text')}</Empty>
        ) : (
          <Section title={title}>
            {phone ? (
              <TwoLines
                label={title}
                rows={items}
                keyOf={({ person }) => person.id}
                first={({ person }) => person.name}
                state={({ days }) => format.count(days.length)}
                second={({ days }) => daysOf(days)}
              />
            ) : (
              <Table label={title} columns={columns} rows={items} keyOf={({ person }) => person.id} />
            )}
          </Section>
        )
      }
    </Answered>
  )
}

const daysOf = (days: readonly string[]) => days.map((day) => day.slice(5)).join(', ')
