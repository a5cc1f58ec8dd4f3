import { Button } from '@mantine/core'
import { type Account, accounts } from '@rapport/contract/customer/accounts'
import { useMemo, useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { AccountHolders } from './account-holders.tsx'
import { AssetsSection } from './assets-section.tsx'
import { PositionsSection } from './positions-section.tsx'
import { RequestService } from './request-service.tsx'
import { ServiceRequests } from './service-requests.tsx'

/** Accounts of a customer, what they hold, and what was asked for them. */
export function AccountsTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(accounts.list, { params: { id: customerId } })
  // Whoever only disposes of an account orders nothing for it.
  const own = (answer.data?.items ?? []).filter(({ role }) => role === 'owner')
  const [requesting, setRequesting] = useState(false)
  const columns = useMemo(
    (): Column<Account>[] => [
      { name: 'kind', head: t('account.kind'), width: 150, cell: (row) => t(`account.${row.kind}`) },
      {
        name: 'number',
        head: t('account.number'),
        width: 140,
        cell: (row) => <span className="figures">{row.number}</span>,
      },
      { name: 'market', head: t('security.market'), width: 90, cell: (row) => row.market ?? '–' },
      { name: 'currency', head: t('security.currency'), width: 80, cell: (row) => row.currency },
      {
        name: 'status',
        head: t('account.status'),
        width: 110,
        cell: (row) => (
          <Tag tone={row.status === 'frozen' ? 'amber' : 'neutral'}>{t(`account-status.${row.status}`)}</Tag>
        ),
      },
      { name: 'role', head: t('account.role'), width: 110, cell: (row) => t(`account-role.${row.role}`) },
      {
        name: 'holders',
        head: t('account.holders'),
        about: t('account.holders.about'),
        width: 220,
        cell: (row) => <AccountHolders of={row.holders} />,
      },
      { name: 'openedOn', head: t('account.opened-on'), width: 110, cell: (row) => <Day on={row.openedOn} /> },
      { name: 'closedOn', head: t('account.closed-on'), width: 110, cell: (row) => <Day on={row.closedOn} /> },
    ],
    [t],
  )
  return (
    <>
      <PositionsSection customerId={customerId} />
      <AssetsSection customerId={customerId} />
      <Section
        title={t('account.title')}
        actions={
          !requesting &&
          own.length > 0 && (
            <Allowed to={accounts.requestService}>
              <Button variant="subtle" onClick={() => setRequesting(true)}>
                {t('account.request')}
              </Button>
            </Allowed>
          )
        }
      >
        {requesting && <RequestService customerId={customerId} accounts={own} done={() => setRequesting(false)} />}
        <Answered answer={answer} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('account.none')}>{t('account.none.text')}</Empty>
            ) : (
              <Table label={t('account.title')} columns={columns} rows={items} keyOf={(row) => row.id} />
            )
          }
        </Answered>
      </Section>
      <ServiceRequests customerId={customerId} />
    </>
  )
}
