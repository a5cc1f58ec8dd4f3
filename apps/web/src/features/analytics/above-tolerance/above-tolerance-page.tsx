import { aboveTolerance, type CustomerAboveTolerance } from '@rapport/contract/analytics/above-tolerance'
import { useAskPages } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { RiskLevel, Validity } from '#features/customer/customers/risk-level.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'

/** Customers in sight whose holdings are riskier than what they were assessed to bear, the highest amount first. */
export function AboveTolerancePage() {
  const { t } = useWords()
  const format = useFormat()
  const allowed = useMay(aboveTolerance.list)
  const pages = useAskPages(aboveTolerance.list, {}, { enabled: allowed })
  const columns = useColumns()
  const asOf = pages.rows[0]?.asOf
  return (
    <Page
      fill
      title={t('above-tolerance.title')}
      about={
        <>
          {t('above-tolerance.about')}
          {asOf && ` (${t('above-tolerance.as-of', { day: format.day(asOf) })})`}
        </>
      }
    >
      {allowed ? (
        <DataTable
          name="customers-above-tolerance"
          label={t('above-tolerance.title')}
          columns={columns}
          pages={pages}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/customers/${id}/analysis`}
          lineOf={(row) => ({
            first: row.name,
            second: `${t(`risk.${row.riskLevel}`)} · ${row.owner?.name ?? '–'}`,
            end: format.compact(Number(row.value)),
          })}
          countOf={(total, count) => t('above-tolerance.count', { total, count })}
          empty={<Empty title={t('above-tolerance.none')}>{t('above-tolerance.none.text')}</Empty>}
        />
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function useColumns(): Column<CustomerAboveTolerance>[] {
  const { t } = useWords()
  const format = useFormat()
  const { today } = useViewer()
  return [
    { name: 'name', head: t('above-tolerance.customer'), width: 160, grow: 1, cell: ({ name }) => name },
    { name: 'risk', head: t('above-tolerance.class'), width: 130, cell: (row) => <RiskLevel of={row} /> },
    {
      name: 'grade',
      head: t('above-tolerance.may'),
      width: 110,
      cell: ({ highestGrade }) => `R${highestGrade}`,
    },
    {
      name: 'value',
      head: t('above-tolerance.value'),
      width: 150,
      end: true,
      cell: ({ value }) => <span className="figures">{format.decimal(value)}</span>,
    },
    {
      name: 'share',
      head: t('indicator.above-tolerance'),
      width: 130,
      end: true,
      cell: ({ share }) => <span className="figures">{format.percent(share)}</span>,
    },
    {
      name: 'validTo',
      head: t('above-tolerance.valid-to'),
      width: 130,
      cell: ({ assessmentValidTo }) => <Validity to={assessmentValidTo} today={today} />,
    },
    { name: 'owner', head: t('above-tolerance.owner'), width: 130, cell: ({ owner }) => owner?.name ?? '–' },
    { name: 'unit', head: t('above-tolerance.unit'), width: 150, grow: 1, cell: ({ unit }) => unit.name },
  ]
}
