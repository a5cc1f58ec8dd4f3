import { Button } from '@mantine/core'
import { type QualityDay, quality } from '@rapport/contract/administration/quality'
import { useState } from 'react'
import { Link } from 'react-router'
import { Allowed } from '#api/viewer.tsx'
import { About } from '#ui/about.tsx'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './quality.module.css'
import { BelowShare, Share } from './share.tsx'
import { shareOf, shares } from './shares.ts'
import { Thresholds } from './thresholds.tsx'
import { Trend } from './trend.tsx'

interface Props {
  /** Of one item, the earliest first. */
  days: readonly QualityDay[]
  range: { from: string; to: string }
  opened: boolean
  open: (next: boolean) => void
}

/** One item: each indicator as of its last day, with its trend; opened, its days below each other. */
export function ItemIndicators({ days, range, opened, open }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const [setting, setSetting] = useState(false)
  const last = days.at(-1)
  if (!last) return null
  return (
    <li>
      <header className={classes.itemHead}>
        <h2>
          {last.item.name} <span className={classes.dimmed}>{last.item.code}</span>
        </h2>
        <span className={classes.dimmed}>{t('quality.owner', { name: last.owner ?? '–' })}</span>
        <span className={classes.dimmed}>
          {t('ui.as-of')} <Day on={last.day} />
        </span>
        <span className={classes.itemActions}>
          <Allowed to={quality.setThresholds}>
            <Button
              variant="subtle"
              color="gray"
              aria-label={`${t('quality.thresholds')}: ${last.item.name}`}
              onClick={() => setSetting(true)}
            >
              {t('quality.thresholds')}
            </Button>
          </Allowed>
          <Button
            variant="subtle"
            color="gray"
            aria-expanded={opened}
            aria-label={`${t('quality.days')}: ${last.item.name}`}
            onClick={() => open(!opened)}
          >
            {t('quality.days')}
          </Button>
        </span>
      </header>
      <dl className={classes.shares}>
        {shares.map((name) => {
          const of = days.map((day) => ({ day: day.day, share: shareOf(day, name) }))
          const told = of.flatMap(({ share }) => share ?? [])
          const least = told.toSorted((one, other) => Number(one) - Number(other))[0]
          return (
            <div key={name} data-composite={name === 'composite' || undefined}>
              <dt>
                {t(`quality.${name}`)} <About title={t(`quality.${name}`)} text={t(`quality.${name}.about`)} />
              </dt>
              <dd>
                <Share of={last} name={name} />
                <Trend
                  {...range}
                  of={of}
                  label={t('quality.trend', {
                    name: t(`quality.${name}`),
                    days: format.count(told.length),
                    least: format.percent(least),
                    last: format.percent(told.at(-1)),
                  })}
                />
              </dd>
              <BelowShare of={last} name={name} />
            </div>
          )
        })}
      </dl>
      {setting && <Thresholds item={last.item} onClose={() => setSetting(false)} />}
      {opened && <DaysTable days={days} />}
    </li>
  )
}

function DaysTable({ days }: { days: readonly QualityDay[] }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Table<QualityDay>
      label={t('quality.days-of', { item: days[0]?.item.name ?? '' })}
      rows={days.toReversed()}
      keyOf={({ day }) => day}
      columns={[
        { name: 'day', head: t('run.business-date'), width: 100, cell: ({ day }) => <Day on={day} /> },
        ...shares.map((name) => ({
          name,
          head: t(`quality.${name}`),
          width: 96,
          end: true,
          cell: (day: QualityDay) => <Share of={day} name={name} />,
        })),
        {
          name: 'rows',
          head: t('run.rows-in'),
          width: 90,
          end: true,
          cell: ({ rowsIn }) => <span className="figures">{format.count(rowsIn)}</span>,
        },
        {
          name: 'refused',
          head: t('run.refused'),
          width: 90,
          end: true,
          cell: ({ refused, item, day }) =>
            refused > 0 ? (
              <Link to={`?view=rows&itemId=${item.id}&businessDate=${day}`} className="figures">
                {format.count(refused)}
              </Link>
            ) : (
              <span className="figures">0</span>
            ),
        },
      ]}
    />
  )
}
