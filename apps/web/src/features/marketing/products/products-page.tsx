import { Button } from '@mantine/core'
import { productTypes } from '@rapport/contract/marketing/product-types'
import { type ProductRow, productStandings, products, riskGrades } from '@rapport/contract/marketing/products'
import { Link } from 'react-router'
import { type Ask, useAsk, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { ProductMark } from './product-mark.tsx'
import { useTerm } from './product-term.ts'

type Query = NonNullable<Ask<typeof products.list>['query']>
const filterNames = ['q', 'standing', 'type', 'risk', 'term', 'complex'] as const
const terms = ['0', '90', '180', '365', '1095'] as const

/** The library of financial products. */
export function ProductsPage() {
  const { t } = useWords()
  const mayRead = useMay(products.list)
  return (
    <Page
      fill
      title={t('products.title')}
      about={mayRead && <Counts />}
      actions={
        <Allowed to={products.draft}>
          <Button component={Link} to="/products/new">
            {t('products.new')}
          </Button>
        </Allowed>
      }
    >
      {mayRead ? <Library /> : <NotAllowed />}
    </Page>
  )
}

/** How many are on the shelf, of each risk, and what waits. */
function Counts() {
  const { t } = useWords()
  const format = useFormat()
  const { data } = useAsk(products.counts, {})
  if (!data) return <span>&nbsp;</span>
  const risks = riskGrades.map((grade) => `R${grade} ${format.count(data.onShelf[grade])}`).join(' · ')
  return (
    <span className="figures">
      {t('products.counts', {
        ...{ shelf: format.count(data.standing['on-shelf']), risks },
        ...{ review: format.count(data.standing.review), blocked: format.count(data.standing.blocked) },
      })}
    </span>
  )
}

function useProductFilters(): Filter[] {
  const { t } = useWords()
  const term = useTerm()
  return [
    {
      ...{ kind: 'some', name: 'standing', label: t('products.standing') },
      choices: productStandings.map((value) => ({ value, label: t(`products.standing.${value}`) })),
    },
    {
      ...{ kind: 'some', name: 'type', label: t('products.type') },
      choices: productTypes.map((value) => ({ value, label: t(`products.type.${value}`) })),
    },
    {
      ...{ kind: 'some', name: 'risk', label: t('products.risk') },
      choices: riskGrades.map((value) => ({ value, label: `R${value}` })),
    },
    {
      ...{ kind: 'one', name: 'term', label: t('products.term.most') },
      choices: terms.map((value) => ({ value, label: term(value === '0' ? null : Number(value)) })),
    },
    { kind: 'flag', name: 'complex', label: t('products.complex') },
  ]
}

function Library() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const term = useTerm()
  const filters = useProductFilters()
  const { params } = useAddress()
  const pages = useAskPages(products.list, { query: queryFrom(params, filterNames) as Query })
  const risk = ({ grade }: ProductRow) => (grade === null ? '–' : `R${grade}`)
  const columns: Column<ProductRow>[] = [
    { name: 'code', head: t('products.code'), width: 88, cell: ({ code }) => code },
    { name: 'name', head: t('products.name'), width: 190, grow: 1, cell: (row) => nameOf(row) },
    { name: 'type', head: t('products.type'), width: 150, cell: ({ type }) => t(`products.type.${type}`) },
    { name: 'risk', head: t('products.risk'), width: 56, cell: risk },
    { name: 'term', head: t('products.term'), width: 116, end: true, cell: ({ termDays }) => term(termDays) },
    {
      ...{ name: 'minimum', head: t('products.minimum'), width: 132, end: true },
      cell: ({ minimumAmount, currency }) => <Money value={minimumAmount} currency={currency} />,
    },
    { name: 'issuer', head: t('products.issuer'), width: 110, cell: ({ issuer }) => issuer },
    { name: 'from', head: t('products.on-shelf-on'), width: 116, cell: ({ onShelfOn }) => <Day on={onShelfOn} /> },
    { name: 'to', head: t('products.off-shelf-on'), width: 116, cell: ({ offShelfOn }) => <Day on={offShelfOn} /> },
    { name: 'standing', head: t('products.standing'), width: 146, cell: (row) => <ProductMark of={row} /> },
  ]
  return (
    <DataTable
      name="products"
      label={t('products.title')}
      columns={columns}
      pages={pages}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/products/${id}`}
      lineOf={(row) => ({
        first: nameOf(row),
        end: <ProductMark of={row} />,
        second: [risk(row), t(`products.type.${row.type}`), term(row.termDays), row.issuer].join(' · '),
      })}
      countOf={(total, count) => t('products.count', { total, count })}
      tools={
        <>
          <SearchBox label={t('products.search')} maxLength={80} />
          <FilterChips filters={filters} />
        </>
      }
      empty={<Empty title={t('products.none')}>{t('products.none.text')}</Empty>}
    />
  )
}
