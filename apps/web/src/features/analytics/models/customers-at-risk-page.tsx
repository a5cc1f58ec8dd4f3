import { type CustomerAtRisk, models } from '@rapport/contract/analytics/models'
import { useAskPages } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'
import classes from './models.module.css'

/** Customers in sight whom the model in use holds most likely to leave, with the signals that fired and whom to ask. */
export function CustomersAtRiskPage() {
  const { t } = useWords()
  const format = useFormat()
  const allowed = useMay(models.atRisk)
  const pages = useAskPages(models.atRisk, {}, { enabled: allowed })
  const columns = useColumns()
  const first = pages.rows[0]
  return (
    <Page
      fill
      title={t('at-risk.title')}
      about={
        <>
          {t('at-risk.about')}
          {first && ` (${t('scores.dated', { version: first.version, day: format.day(first.asOf) })})`}
        </>
      }
    >
      {allowed ? (
        <DataTable
          name="customers-at-risk"
          label={t('at-risk.title')}
          columns={columns}
          pages={pages}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/customers/${id}`}
          lineOf={(row) => ({
            first: row.name,
            second: `${format.compact(row.assets)} · ${row.owner?.name ?? '–'}`,
            end: format.percent(row.probability),
          })}
          countOf={(total, count) => t('at-risk.count', { total, count })}
          empty={<Empty title={t('at-risk.none')}>{t('at-risk.none.text')}</Empty>}
        />
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function useColumns(): Column<CustomerAtRisk>[] {
  const { t } = useWords()
  const format = useFormat()
  const { feature, signal } = useModelWords()
  return [
    { name: 'name', head: t('at-risk.customer'), width: 140, grow: 1, cell: ({ name }) => name },
    {
      name: 'probability',
      head: t('at-risk.probability'),
      width: 110,
      end: true,
      cell: ({ probability }) => <span className="figures">{format.percent(probability)}</span>,
    },
    {
      name: 'assets',
      head: t('at-risk.assets'),
      width: 120,
      end: true,
      cell: ({ assets }) => (
        <span className="figures" title={format.decimal(assets)}>
          {format.compact(assets)}
        </span>
      ),
    },
    {
      name: 'signals',
      head: t('at-risk.signals'),
      width: 240,
      grow: 2,
      cell: ({ signals }) =>
        signals.length === 0 ? (
          '–'
        ) : (
          <span className={classes.rowTags}>
            {signals.map((name) => (
              <Tag key={name} tone="amber">
                {signal(name)}
              </Tag>
            ))}
          </span>
        ),
    },
    {
      name: 'reasons',
      head: t('at-risk.reasons'),
      width: 240,
      grow: 2,
      cell: ({ reasons }) => reasons.map((reason) => feature(reason.feature)).join(' · ') || '–',
    },
    { name: 'owner', head: t('at-risk.owner'), width: 120, cell: ({ owner }) => owner?.name ?? '–' },
    { name: 'unit', head: t('at-risk.unit'), width: 140, cell: ({ unit }) => unit.name },
  ]
}
