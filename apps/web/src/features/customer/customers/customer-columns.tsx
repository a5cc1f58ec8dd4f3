import type { CustomerInRow, customerSorts } from '@rapport/contract/customer/customers'
import { useMemo } from 'react'
import { useViewer } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { useWords } from '#words/words.ts'
import { RiskLevel, Validity } from './risk-level.tsx'

export type CustomerSort = (typeof customerSorts)[number]

/** The columns of a list of customers. */
export function useCustomerColumns(): Column<CustomerInRow>[] {
  const { t } = useWords()
  const { today } = useViewer()
  return useMemo(
    (): Column<CustomerInRow>[] => [
      { name: 'name', head: t('customer.name'), width: 150, grow: 2, sort: 'name', cell: (row) => row.name },
      {
        name: 'customerNo',
        head: t('customer.number'),
        width: 134,
        sort: 'customerNo',
        cell: (row) => <span className="figures">{row.customerNo}</span>,
      },
      { name: 'kind', head: t('customer.kind'), width: 100, optional: true, cell: (row) => t(`kind.${row.kind}`) },
      {
        name: 'level',
        head: t('customer.level'),
        width: 112,
        cell: (row) => (row.level ? t(`level.${row.level}`) : '–'),
      },
      { name: 'riskLevel', head: t('customer.risk'), width: 160, cell: (row) => <RiskLevel of={row} /> },
      {
        name: 'validTo',
        head: t('customer.assessment-valid-to'),
        width: 166,
        cell: (row) => <Validity to={row.assessmentValidTo} today={today} />,
      },
      { name: 'lifecycle', head: t('customer.lifecycle'), width: 92, cell: (row) => t(`lifecycle.${row.lifecycle}`) },
      {
        name: 'openedOn',
        head: t('customer.opened-on'),
        width: 110,
        sort: 'openedOn',
        cell: (row) => <Day on={row.openedOn} />,
      },
      { name: 'owner', head: t('customer.owner'), width: 132, grow: 1, cell: (row) => row.owner?.name ?? '–' },
      { name: 'unit', head: t('customer.unit'), width: 140, grow: 1, cell: (row) => row.unit.name },
    ],
    [t, today],
  )
}
