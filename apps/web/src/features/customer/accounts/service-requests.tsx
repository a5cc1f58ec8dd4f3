import { type AccountServiceRequest, accounts } from '@rapport/contract/customer/accounts'
import { useMemo } from 'react'
import type { z } from 'zod'
import { useAsk } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

type Request = z.output<typeof AccountServiceRequest>

/** What was asked for the accounts of a customer; nothing is drawn where nothing was asked. */
export function ServiceRequests({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { data } = useAsk(accounts.requests, { params: { id: customerId } })
  const columns = useMemo(
    (): Column<Request>[] => [
      { name: 'kind', head: t('account.service'), width: 150, cell: (row) => t(`account-service.${row.kind}`) },
      {
        name: 'account',
        head: t('account.number'),
        width: 140,
        cell: (row) => <span className="figures">{row.accountNumber}</span>,
      },
      {
        name: 'state',
        head: t('account.request-state'),
        width: 100,
        cell: (row) => <Tag tone={row.state === 'open' ? 'blue' : 'neutral'}>{t(`request-state.${row.state}`)}</Tag>,
      },
      { name: 'by', head: t('account.requested-by'), width: 120, cell: (row) => row.requestedBy },
      { name: 'at', head: t('account.requested-at'), width: 150, cell: (row) => <Instant at={row.requestedAt} /> },
      { name: 'note', head: t('customer.note'), width: 200, cell: (row) => row.note ?? '–' },
    ],
    [t],
  )
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t('account.requests')}>
      <Table label={t('account.requests')} columns={columns} rows={data.items} keyOf={(row) => row.id} />
    </Section>
  )
}
