import type { ReportDelivery } from '@rapport/contract/analytics/report-schedules'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'

const tones = { waiting: 'neutral', sending: 'blue', sent: 'neutral', 'not-sent': 'amber' } as const

/** What was sent of late to whom, or why not. */
export function Deliveries({ items }: { items: ReportDelivery[] }) {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const state = ({ state: of, reason, uncertain }: ReportDelivery) => (
    <>
      <Tag tone={tones[of]}>{t(`report-schedule.state.${of}`)}</Tag> {reason && t(`report-schedule.reason.${reason}`)}
      {uncertain && t('report-schedule.uncertain')}
    </>
  )
  const keyOf = ({ id }: ReportDelivery) => id
  const label = t('report-schedule.deliveries')
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={items}
        keyOf={keyOf}
        first={({ person }) => person.name}
        second={(one) => (
          <>
            <Instant at={one.sentAt ?? one.dueAt} /> · {state(one)}
          </>
        )}
      />
    )
  return (
    <Table<ReportDelivery>
      label={label}
      rows={items}
      keyOf={keyOf}
      columns={[
        { name: 'person', head: t('report-schedule.person'), width: 160, cell: ({ person }) => person.name },
        { name: 'due', head: t('report-schedule.due'), width: 150, cell: ({ dueAt }) => <Instant at={dueAt} /> },
        { name: 'state', head: t('report-schedule.state'), width: 280, cell: state },
        { name: 'sent', head: t('report-schedule.last'), width: 150, cell: ({ sentAt }) => <Instant at={sentAt} /> },
        {
          name: 'rows',
          head: t('report-schedule.rows'),
          width: 90,
          end: true,
          cell: ({ rows }) => <span className="figures">{format.count(rows)}</span>,
        },
      ]}
    />
  )
}
