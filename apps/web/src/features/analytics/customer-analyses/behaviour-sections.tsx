import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { boards, productTypes, type StylePart } from '@rapport/contract/analytics/customer-behaviour'
import { useFormat } from '#ui/format.ts'
import { Change } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './analysis.module.css'
import { Plain, Return } from './ratio.tsx'
import { SharesTable } from './shares-table.tsx'

/** A value of a closed list, if it is one. */
const one = <const T extends readonly string[]>(list: T, name: string): T[number] | undefined =>
  list.find((item) => item === name)

/** What a customer likes: of what was traded, and of what is held. */
export function StyleSection({ of: { style } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  if (style.products.length === 0)
    return (
      <Section title={t('analysis.style')}>
        <Empty title={t('analysis.style.none')} />
      </Section>
    )
  const shares = [
    {
      name: 'traded',
      head: t('indicator.share-of-traded'),
      about: t('indicator.share-of-traded.about'),
      share: (part: StylePart) => part.tradedShare,
    },
    {
      name: 'held',
      head: t('indicator.share-of-held'),
      about: t('indicator.share-of-held.about'),
      share: (part: StylePart) => part.heldShare,
    },
  ]
  const named = (word: (name: string) => string) => (part: StylePart) =>
    part.name === null ? t('analysis.style.unknown') : word(part.name)
  const board = (name: string) => {
    const known = one(boards, name)
    return known ? t(`analysis.board.${known}`) : name
  }
  const product = (name: string) => {
    const known = one(productTypes, name)
    return known ? t(`analysis.product.${known}`) : name
  }
  return (
    <Section title={t('analysis.style')}>
      <div className={classes.side}>
        <SharesTable
          label={t('analysis.style.sector')}
          rows={style.sectors}
          nameOf={named((name) => name)}
          shares={shares}
        />
        <div>
          <SharesTable
            label={t('analysis.style.product')}
            rows={style.products}
            nameOf={named(product)}
            shares={shares}
          />
          <SharesTable label={t('analysis.style.board')} rows={style.boards} nameOf={named(board)} shares={shares} />
        </div>
      </div>
    </Section>
  )
}

const channels = ['app', 'pc', 'phone', 'counter'] as const

/** When, how and how often. */
export function HabitsSection({ of: { habits } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const { locale, count } = useFormat()
  if (habits.trades === 0) return null
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const share = <Row extends { share: number | null }>() => ({
    name: 'share',
    head: t('indicator.share-of-traded'),
    about: t('indicator.share-of-traded.about'),
    share: (row: Row) => row.share,
  })
  const trades = {
    name: 'trades',
    head: t('indicator.trades'),
    about: t('indicator.trades.about'),
    width: 80,
    end: true,
    cell: (row: { trades: number }) => <span className="figures">{count(row.trades)}</span>,
  }
  const channel = (name: string | null) => {
    if (name === null) return t('analysis.style.unknown')
    const known = one(channels, name)
    return known ? t(`analysis.channel.${known}`) : name
  }
  return (
    <Section title={t('analysis.habits')}>
      <div className={classes.three}>
        <SharesTable
          label={t('analysis.habits.weekday')}
          rows={habits.weekdays}
          // The first of January 2024 was a Monday.
          nameOf={({ name }) => weekday.format(Date.UTC(2024, 0, name))}
          shares={[share()]}
          more={[trades]}
        />
        <SharesTable
          label={t('analysis.habits.hour')}
          rows={habits.hours}
          nameOf={({ name }) => t('analysis.hour', { hour: name })}
          shares={[share()]}
          more={[trades]}
        />
        <SharesTable
          label={t('analysis.habits.channel')}
          rows={habits.channels}
          nameOf={({ name }) => channel(name)}
          shares={[share()]}
          more={[trades]}
        />
      </div>
    </Section>
  )
}

/** What a customer does in months in which the benchmark rose, and fell (ANA-14). */
export function MarketsSection({ of: { markets } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const title = t('analysis.markets')
  if (markets === null)
    return (
      <Section title={title}>
        <Empty title={t('analysis.markets.none')} />
      </Section>
    )
  const rows = (['rising', 'falling'] as const).map((kind) => ({ kind, ...markets[kind] }))
  const figure = { width: 120, end: true }
  return (
    <Section title={title}>
      <Table
        label={title}
        rows={rows}
        keyOf={({ kind }) => kind}
        columns={[
          {
            name: 'kind',
            head: t('analysis.markets.kind'),
            width: 110,
            cell: ({ kind }) => t(`analysis.markets.${kind}`),
          },
          {
            ...figure,
            name: 'months',
            head: t('analysis.markets.months'),
            cell: ({ months }) => <Plain value={months} digits={0} />,
          },
          {
            ...figure,
            name: 'benchmark',
            head: t('indicator.benchmark-return'),
            about: t('indicator.benchmark-return.about'),
            cell: ({ benchmark }) => <Return value={benchmark} />,
          },
          {
            ...figure,
            name: 'netBuying',
            head: t('indicator.net-buying'),
            about: t('indicator.net-buying.about'),
            cell: ({ netBuying }) => <Change value={netBuying} />,
          },
          {
            ...figure,
            name: 'share',
            head: t('analysis.markets.share'),
            cell: ({ netBuyingShare }) => <Return value={netBuyingShare} />,
          },
          {
            ...figure,
            name: 'turnover',
            head: t('indicator.turnover'),
            about: t('indicator.turnover.about'),
            cell: ({ turnover }) => <Plain value={turnover} />,
          },
          {
            ...figure,
            name: 'profit',
            head: t('indicator.profit'),
            about: t('indicator.profit.about'),
            cell: ({ profit }) => <Change value={profit} />,
          },
        ]}
      />
    </Section>
  )
}
