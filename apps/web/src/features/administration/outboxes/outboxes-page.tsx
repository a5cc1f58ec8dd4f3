import { type Outbox, outboxes } from '@rapport/contract/administration/outboxes'
import { useMemo } from 'react'
import { useAsk } from '#api/query.ts'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Answered } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const AGAIN_MS = 10_000

/** How much waits to leave the house, by channel, and for how long; asked again every ten seconds. */
export function OutboxesPage() {
  const { t } = useWords()
  const format = useFormat()
  const answer = useAsk(outboxes.list, {}, { again: () => AGAIN_MS })
  const columns = useColumns()
  return (
    <DataCentrePage title={t('outboxes.title')} needs={outboxes.list}>
      <Answered answer={answer} lines={5}>
        {({ items, alarmMinutes }) => (
          <>
            <p>
              {t('outboxes.about', { minutes: alarmMinutes })} {t('outboxes.as-of')}{' '}
              <span className="figures">{format.instant(new Date(answer.dataUpdatedAt).toISOString())}</span>
            </p>
            <Table label={t('outboxes.title')} columns={columns} rows={items} keyOf={({ name }) => name} />
          </>
        )}
      </Answered>
    </DataCentrePage>
  )
}

function useColumns() {
  const { t } = useWords()
  const format = useFormat()
  return useMemo(
    (): Column<Outbox>[] => [
      { name: 'name', head: t('outboxes.name'), width: 220, cell: ({ name }) => t(`outbox.${name}`) },
      { name: 'state', head: t('outboxes.state'), width: 140, cell: (row) => <State of={row} /> },
      {
        name: 'waiting',
        head: t('outboxes.waiting'),
        about: t('outboxes.waiting.about'),
        width: 110,
        end: true,
        cell: ({ waiting }) => <span className="figures">{format.count(waiting)}</span>,
      },
      {
        name: 'oldest',
        head: t('outboxes.oldest'),
        about: t('outboxes.oldest.about'),
        width: 150,
        end: true,
        cell: ({ oldestSeconds }) => (
          <span className="figures">{oldestSeconds === null ? '–' : format.duration(oldestSeconds * 1000)}</span>
        ),
      },
      {
        name: 'later',
        head: t('outboxes.later'),
        about: t('outboxes.later.about'),
        width: 110,
        end: true,
        cell: ({ later }) => <span className="figures">{format.count(later)}</span>,
      },
    ],
    [t, format],
  )
}

function State({ of: { connected, late, waiting } }: { of: Outbox }) {
  const { t } = useWords()
  if (late) return <Tag tone="amber">{t('outboxes.state.late')}</Tag>
  if (!connected) return <Tag title={t('outboxes.state.not-connected.about')}>{t('outboxes.state.not-connected')}</Tag>
  return <span>{t(waiting > 0 ? 'outboxes.state.moving' : 'outboxes.state.empty')}</span>
}
