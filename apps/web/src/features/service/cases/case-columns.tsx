import type { CaseRow } from '@rapport/contract/service/cases'
import { useMemo } from 'react'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { Breaches, CaseMark } from './case-mark.tsx'

/** The columns of cases; beside one customer without the customer. */
export function useCaseColumns(ofOneCustomer = false): Column<CaseRow>[] {
  const { t } = useWords()
  return useMemo(() => {
    const columns: Column<CaseRow>[] = [
      {
        name: 'number',
        head: t('case.number'),
        width: 168,
        cell: (row) => <span className="figures">{row.number}</span>,
      },
      { name: 'title', head: t('case.what'), width: 200, grow: 2, cell: (row) => row.title },
      {
        name: 'customer',
        head: t('case.customer'),
        width: 120,
        grow: 1,
        cell: (row) => row.customer?.name ?? row.callerName ?? '–',
      },
      { name: 'kind', head: t('case.kind'), width: 110, cell: (row) => t(`case-kind.${row.kind}`) },
      { name: 'state', head: t('case.state'), width: 170, cell: (row) => <CaseMark of={row} /> },
      { name: 'turn', head: t('case.turn'), width: 150, cell: (row) => (row.turn ? t(`case-turn.${row.turn}`) : '–') },
      { name: 'due', head: t('case.due-at'), width: 168, cell: (row) => <Instant at={row.turnDueAt} /> },
      {
        name: 'handler',
        head: t('case.handler'),
        width: 110,
        grow: 1,
        cell: (row) => row.handler?.name ?? t('case.handler.nobody'),
      },
      { name: 'received', head: t('case.received-at'), width: 168, cell: (row) => <Instant at={row.receivedAt} /> },
      { name: 'breaches', head: t('case.breaches'), width: 160, cell: (row) => <Breaches of={row} /> },
      { name: 'topic', head: t('case.topic'), width: 130, optional: true, cell: (row) => row.topic ?? '–' },
      { name: 'cause', head: t('case.cause'), width: 130, optional: true, cell: (row) => row.cause ?? '–' },
      {
        name: 'channel',
        head: t('case.channel'),
        width: 110,
        optional: true,
        cell: (row) => t(`case-channel.${row.channel}`),
      },
      { name: 'unit', head: t('case.unit'), width: 140, optional: true, cell: (row) => row.unit.name },
      {
        name: 'satisfaction',
        head: t('case.satisfaction'),
        width: 100,
        end: true,
        optional: true,
        cell: (row) => <span className="figures">{row.satisfaction ?? '–'}</span>,
      },
    ]
    return ofOneCustomer ? columns.filter(({ name }) => name !== 'customer') : columns
  }, [t, ofOneCustomer])
}

/** What a case is on a phone. */
export function useCaseLine() {
  const { t } = useWords()
  const format = useFormat()
  return (row: CaseRow) => ({
    first: row.title,
    second: [
      row.customer?.name ?? row.callerName,
      t(`case-kind.${row.kind}`),
      row.turnDueAt ? format.instant(row.turnDueAt) : row.number,
    ]
      .filter(Boolean)
      .join(' · '),
    end: <CaseMark of={row} />,
  })
}
