import { Button } from '@mantine/core'
import { chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import { indicatorCodes } from '@rapport/contract/analytics/indicator-catalogue'
import { type Indicator, indicators } from '@rapport/contract/analytics/indicators'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { useFigures } from '#features/analytics/firm-charts/figures.ts'
import { Page, Section } from '#ui/page.tsx'
import { Answered, NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { EditIndicator } from './edit-indicator.tsx'
import { Freshness } from './freshness.tsx'
import classes from './indicators.module.css'
import { useOwnWords } from './own-words.ts'
import { PinIndicator } from './pin-indicator.tsx'

/** One indicator: what it is, how it is worked out, who looks after it, how fresh it is, where it is shown. */
export function IndicatorPage() {
  const { code } = useParams()
  const known = indicatorCodes.find((one) => one === code)
  return known ? <Known code={known} /> : <NotFound whole />
}

function Known({ code }: { code: Indicator['code'] }) {
  const { t } = useWords()
  const own = useOwnWords()
  const [editing, setEditing] = useState(false)
  const answer = useAsk(indicators.open, { params: { code } })
  return (
    <Page
      title={answer.data ? own(answer.data).name : t(`indicator.${code}`)}
      crumbs={[{ label: t('indicators.title'), to: '/indicators' }]}
      narrow
      actions={
        !editing && (
          <>
            <PinIndicator code={code} title={t(`indicator.${code}`)} />
            <Allowed to={indicators.edit}>
              <Button size="xs" variant="default" onClick={() => setEditing(true)}>
                {t('indicators.edit')}
              </Button>
            </Allowed>
          </>
        )
      }
    >
      <Answered answer={answer} lines={8}>
        {(one) => (editing ? <EditIndicator of={one} done={() => setEditing(false)} /> : <Told of={one} />)}
      </Answered>
    </Page>
  )
}

function Told({ of }: { of: Indicator }) {
  const { t } = useWords()
  const own = useOwnWords()
  const { full } = useFigures()
  const told: [string, ReactNode][] = [
    [t('indicators.definition'), own(of).about],
    [t('indicator.formula'), <code key="formula">{of.formula}</code>],
    [t('indicators.unit'), t(`indicators.unit.${of.unit}`)],
    [t('indicators.owner'), of.owner?.name ?? '–'],
    [t('indicators.target'), full(of.target, of.unit)],
    [t('indicators.freshness'), <Freshness key="fresh" of={of} />],
    [t('indicators.fresh-by'), of.freshBy ?? '–'],
    [t('indicators.note'), of.note ?? '–'],
  ]
  return (
    <>
      <dl className={classes.told}>
        {told.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Section title={t('indicators.charts')}>
        {of.charts.length === 0 ? (
          <p>{t('indicators.charts.none')}</p>
        ) : (
          <ul className={classes.charts}>
            {of.charts.map((chart) => (
              <li key={chart}>
                <Link to={`/charts?view=${chartCatalogue[chart].question}`}>{t(`firm-chart.${chart}`)}</Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
