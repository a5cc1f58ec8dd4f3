import { Select, TextInput } from '@mantine/core'
import { indicatorUnits } from '@rapport/contract/analytics/indicator-catalogue'
import { type Indicator, indicators } from '@rapport/contract/analytics/indicators'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { Freshness } from './freshness.tsx'
import classes from './indicators.module.css'
import { useOwnWords } from './own-words.ts'
import { PinIndicator } from './pin-indicator.tsx'

/** Every number the product shows, with its formula, who looks after it, how fresh it is and which charts show it. */
export function IndicatorsPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const own = useOwnWords()
  const answer = useAsk(indicators.list)
  const columns = useColumns()
  const [q, unit] = [get('q')?.trim().toLowerCase() ?? '', get('unit')]
  const fits = (one: Indicator) =>
    (!unit || one.unit === unit) &&
    [one.code, own(one).name, own(one).about, one.owner?.name ?? ''].some((text) => text.toLowerCase().includes(q))
  return (
    <Page
      title={t('indicators.title')}
      about={t('indicators.about')}
      actions={
        <>
          <TextInput
            size="xs"
            aria-label={t('indicators.search')}
            placeholder={t('indicators.search')}
            defaultValue={get('q') ?? ''}
            onChange={(event) => change({ q: event.currentTarget.value }, { replace: true })}
          />
          <Select
            size="xs"
            w={150}
            clearable
            aria-label={t('indicators.unit')}
            placeholder={t('indicators.unit')}
            data={indicatorUnits.map((value) => ({ value, label: t(`indicators.unit.${value}`) }))}
            value={indicatorUnits.find((one) => one === unit) ?? null}
            onChange={(next) => change({ unit: next }, { replace: true })}
          />
        </>
      }
    >
      <Answered answer={answer} lines={12}>
        {({ items }) => {
          const rows = items.filter(fits)
          return rows.length === 0 ? (
            <Empty title={t('indicators.none')}>{t('indicators.none.text')}</Empty>
          ) : (
            <Table label={t('indicators.title')} columns={columns} rows={rows} keyOf={({ code }) => code} />
          )
        }}
      </Answered>
    </Page>
  )
}

function useColumns(): Column<Indicator>[] {
  const { t } = useWords()
  const own = useOwnWords()
  return [
    {
      name: 'name',
      head: t('indicators.name'),
      width: 220,
      cell: (one) => (
        <span className={classes.named}>
          <Link to={`/indicators/${one.code}`}>{own(one).name}</Link>
          <PinIndicator code={one.code} title={own(one).name} />
        </span>
      ),
    },
    { name: 'formula', head: t('indicator.formula'), width: 280, cell: ({ formula }) => <code>{formula}</code> },
    { name: 'unit', head: t('indicators.unit'), width: 110, cell: ({ unit }) => t(`indicators.unit.${unit}`) },
    { name: 'owner', head: t('indicators.owner'), width: 110, cell: ({ owner }) => owner?.name ?? '–' },
    { name: 'fresh', head: t('indicators.freshness'), width: 150, cell: (one) => <Freshness of={one} /> },
    {
      name: 'charts',
      head: t('indicators.charts'),
      width: 90,
      end: true,
      cell: ({ charts }) => <span className="figures">{charts.length}</span>,
    },
  ]
}
