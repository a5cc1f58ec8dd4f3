import { type ServiceCount, serviceCounts } from '@rapport/contract/service/service-counts'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { MonthInput } from '#ui/month-input.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

/** What was done for customers in a month, by employee: one's own, or as a leader that of one's units. */
export function CountTable() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { get, change } = useAddress()
  const present = useViewer().today.slice(0, 7)
  const month = get('month') ?? present
  const answer = useAsk(serviceCounts.list, { query: { month } }, { keep: true })
  const number = (name: keyof ServiceCount, head: string): Column<ServiceCount> => ({
    name,
    head,
    width: 100,
    end: true,
    cell: (one) => format.count(one[name] as number),
  })
  const inTime = (one: ServiceCount) =>
    one.tasksCharged === 0 ? '–' : format.percent(String(one.tasksOnTime / one.tasksCharged))
  const columns: Column<ServiceCount>[] = [
    { name: 'person', head: t('service-counts.person'), width: 140, grow: 1, cell: (one) => one.person.name },
    { name: 'unit', head: t('task.unit'), width: 160, grow: 1, cell: (one) => one.unit.name },
    number('contacts', t('service-counts.contacts')),
    number('minutes', t('service-counts.minutes')),
    number('tasksDone', t('service-counts.done')),
    {
      name: 'on-time',
      head: t('service-counts.on-time'),
      width: 100,
      end: true,
      cell: (one) => <span title={t('service-counts.on-time.hint')}>{inTime(one)}</span>,
    },
    number('callBacks', t('service-counts.call-backs')),
    number('casesAnswered', t('service-counts.cases')),
  ]
  return (
    <>
      <MonthInput
        label={t('service-counts.month')}
        w={160}
        mb="md"
        value={month}
        max={present}
        onChange={(chosen) => change({ month: chosen === present ? null : chosen }, { replace: true })}
      />
      <Answered answer={answer} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('service-counts.none')}>{t('service-counts.none.text')}</Empty>
          ) : phone ? (
            <TwoLines
              label={t('service-plans.counted')}
              rows={items}
              keyOf={({ person }) => person.id}
              first={(one) => one.person.name}
              state={(one) => `${t('service-counts.contacts')} ${format.count(one.contacts)}`}
              second={(one) =>
                [
                  `${t('service-counts.done')} ${format.count(one.tasksDone)}`,
                  `${t('service-counts.on-time')} ${inTime(one)}`,
                  `${t('service-counts.call-backs')} ${format.count(one.callBacks)}`,
                  `${t('service-counts.cases')} ${format.count(one.casesAnswered)}`,
                ].join(' · ')
              }
            />
          ) : (
            <Table
              label={t('service-plans.counted')}
              columns={columns}
              rows={items}
              keyOf={({ person }) => person.id}
            />
          )
        }
      </Answered>
    </>
  )
}
