import { Button } from '@mantine/core'
import { cases } from '@rapport/contract/service/cases'
import { Link } from 'react-router'
import { useAskPages } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useCaseColumns, useCaseLine } from './case-columns.tsx'

/** What one customer asked or complained of, latest first. */
export function CasesTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const pages = useAskPages(cases.list, { query: { customer: customerId } })
  const columns = useCaseColumns(true)
  const lineOf = useCaseLine()
  return (
    <DataTable
      name="customer-cases"
      label={t('cases.title')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/cases/${row.id}`}
      lineOf={lineOf}
      countOf={(total, count) => t('cases.count', { total, count })}
      tools={
        <Allowed to={cases.register}>
          <Button component={Link} to={`/cases/new?customer=${customerId}`} variant="default">
            {t('cases.new')}
          </Button>
        </Allowed>
      }
      empty={<Empty title={t('customer.cases.none')}>{t('customer.cases.none.text')}</Empty>}
    />
  )
}
