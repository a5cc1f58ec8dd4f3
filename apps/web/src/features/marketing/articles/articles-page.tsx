import { Button, Highlight } from '@mantine/core'
import { type ArticleRow, articleCategories, articles } from '@rapport/contract/marketing/articles'
import { Link } from 'react-router'
import { type Ask, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { ArticleMark } from './article-mark.tsx'

const views = ['published', 'open', 'withdrawn'] as const
type View = (typeof views)[number]

/** The knowledge base: what holds, what is being written, and for whoever publishes what was withdrawn. */
export function ArticlesPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const withdraws = useMay(articles.withdraw)
  const offered = views.filter((name) => name !== 'withdrawn' || withdraws)
  const view = offered.find((name) => name === get('view')) ?? 'published'
  return (
    <Page
      fill
      title={t('article.title')}
      actions={
        <Allowed to={articles.draft}>
          <Button component={Link} to="/articles/new">
            {t('article.new')}
          </Button>
        </Allowed>
      }
    >
      {useMay(articles.list) ? (
        <>
          <Views
            label={t('article.views')}
            views={offered.map((name) => ({ name, label: t(`article.view.${name}`) }))}
            shown={view}
          />
          <Articles key={view} view={view} />
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Articles({ view }: { view: View }) {
  const { t } = useWords()
  const format = useFormat()
  const { params, get } = useAddress()
  type Query = NonNullable<Ask<typeof articles.list>['query']>
  const query = { ...queryFrom(params, ['q', 'category']), view } as Query
  const pages = useAskPages(articles.list, { query })
  const words = get('q')?.split(/\s+/).filter(Boolean) ?? []
  const marked = (text: string) => (
    <Highlight component="span" inherit highlight={words}>
      {text}
    </Highlight>
  )
  const columns: Column<ArticleRow>[] = [
    { name: 'title', head: t('article.name'), width: 220, grow: 2, cell: ({ title }) => marked(title) },
    ...(words.length > 0
      ? [
          {
            ...{ name: 'excerpt', head: t('article.excerpt'), width: 260, grow: 2 },
            cell: ({ excerpt }: ArticleRow) => (excerpt === null ? '–' : marked(excerpt)),
          },
        ]
      : [
          {
            ...{ name: 'by', head: t('article.written-by'), width: 120 },
            cell: ({ writtenBy }: ArticleRow) => writtenBy?.name ?? '–',
          },
          {
            ...{ name: 'version', head: t('article.version'), width: 84, end: true },
            cell: ({ number }: ArticleRow) => (number === null ? '–' : format.count(number)),
          },
        ]),
    { name: 'category', head: t('article.category'), width: 110, cell: (row) => t(`article.category.${row.category}`) },
    { name: 'unit', head: t('article.unit'), width: 150, cell: ({ unit }) => unit.name },
    { name: 'at', head: t('article.published-at'), width: 156, cell: (row) => <Instant at={row.publishedAt} /> },
    {
      ...{ name: 'state', head: t('article.state'), width: 120 },
      cell: ({ state, open }) => <ArticleMark state={view === 'open' && open ? open : state} />,
    },
  ]
  return (
    <DataTable
      name={`articles-${view}`}
      label={t('article.title')}
      columns={columns}
      pages={pages}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/articles/${id}`}
      lineOf={(row) => ({
        first: row.title,
        end: <ArticleMark state={view === 'open' && row.open ? row.open : row.state} />,
        second: row.excerpt ?? [t(`article.category.${row.category}`), row.unit.name].join(' · '),
      })}
      countOf={(total, count) => t('article.count', { total, count })}
      tools={
        <>
          <SearchBox label={t('article.search')} maxLength={80} />
          <FilterChips
            filters={[
              {
                ...{ kind: 'some', name: 'category', label: t('article.category') },
                choices: articleCategories.map((value) => ({ value, label: t(`article.category.${value}`) })),
              },
            ]}
          />
        </>
      }
      empty={<Empty title={t('article.none')}>{t(`article.none.${view}`)}</Empty>}
    />
  )
}
