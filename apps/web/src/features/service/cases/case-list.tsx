import { cases } from '@rapport/contract/service/cases'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Beside, useLooked } from '#ui/beside.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useCaseColumns, useCaseLine } from './case-columns.tsx'
import { caseFilterNames, useCaseFilters } from './case-filters.ts'
import { CasePanel } from './case-panel.tsx'

type Query = NonNullable<Ask<typeof cases.list>['query']>
export type CaseView = 'mine' | 'open' | 'late' | 'all'

/** What each view asks for before its filters. */
const asked: Record<CaseView, Query> = {
  mine: { of: 'mine', sort: 'due' },
  open: { state: 'open', sort: 'due' },
  late: { breach: 'acknowledge,accept,target,finish' },
  all: {},
}

/** Cases of one view, one of them beside the list. */
export function CaseList({ view }: { view: CaseView }) {
  const { t } = useWords()
  const { params } = useAddress()
  const filters = useCaseFilters()
  const query = { ...asked[view], ...queryFrom(params, caseFilterNames) }
  const pages = useAskPages(cases.list, { query: query as Query })
  const looked = useLooked('case', pages.rows)
  const none = view === 'mine' ? 'cases.none-mine' : 'cases.none'
  const lineOf = useCaseLine()
  const columns = useCaseColumns()
  return (
    <Beside panel={looked.id && <CasePanel key={looked.id} id={looked.id} {...looked.moves} />}>
      <DataTable
        name="cases"
        label={t('cases.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/cases/${row.id}`}
        lineOf={lineOf}
        peek={looked.peek}
        countOf={(total, count) => t('cases.count', { total, count })}
        tools={
          <>
            <SearchBox label={t('cases.search')} maxLength={60} />
            <FilterChips filters={filters} />
          </>
        }
        empty={<Empty title={t(none)}>{t(`${none}.text`)}</Empty>}
      />
    </Beside>
  )
}
