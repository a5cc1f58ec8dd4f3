import { SegmentedControl, Select } from '@mantine/core'
import {
  type ChartName,
  type ChartQuestion,
  chartCatalogue,
  chartNames,
  rankable,
} from '@rapport/contract/analytics/chart-catalogue'
import { models } from '@rapport/contract/analytics/models'
import { Link } from 'react-router'
import { Allowed } from '#api/viewer.tsx'
import { indicatorWord } from '#features/analytics/indicators/indicator-word.ts'
import { useAddress } from '#ui/address.ts'
import { useWords } from '#words/words.ts'
import { type Drawing, drawings } from './drawings.ts'
import { FirmChart } from './firm-chart.tsx'
import { ShareChoice } from './share-choice.tsx'
import { UnitPath } from './unit-path.tsx'

interface Props {
  question: ChartQuestion
  unit: string | undefined
  months: number
  currency: string | undefined
}

const comparisons = ['period', 'year', 'period,year'] as const

/** All charts that answer one question, under one unit, period and comparison. */
export function Question({ question, unit, months, currency }: Props) {
  const { get } = useAddress()
  const asked = get('compare')
  const compare =
    question === 'ranking'
      ? asked?.includes('year')
        ? 'period,year'
        : 'period'
      : comparisons.find((one) => one === asked)
  const by = rankable.find((one) => one === get('by'))
  const query = {
    months: String(months),
    ...(unit ? { unit } : {}),
    ...(currency ? { currency } : {}),
    ...(compare ? { compare } : {}),
  }
  const charts = chartNames.filter((name) => chartCatalogue[name].question === question)
  return (
    <>
      <UnitPath />
      {charts.map((chart: ChartName) => (
        <FirmChart
          key={chart}
          chart={chart}
          query={chart === 'units' && by ? { ...query, by } : query}
          tiles={chart === 'units' && get('units.draw') === 'tiles'}
          tools={toolsOf(chart)}
        />
      ))}
    </>
  )
}

/** What can be chosen of a chart beside the period. */
function toolsOf(chart: ChartName) {
  if (chart === 'units') return <RankingTools />
  if (chart === 'churn-warnings') return <AtRiskNow />
  const drawing: Drawing = drawings[chart]
  return drawing.kind === 'months' && drawing.share === 'choice' ? <ShareChoice chart={chart} /> : undefined
}

/** The way to those who are at risk now, each with reasons, assets and owner. */
function AtRiskNow() {
  const { t } = useWords()
  return (
    <Allowed to={models.atRisk}>
      <Link to="/customers-at-risk">{t('at-risk.title')}</Link>
    </Allowed>
  )
}

/** What units are ranked by, and whether as bars or as tiles. */
function RankingTools() {
  const { t } = useWords()
  const { get, change } = useAddress()
  return (
    <>
      <Select
        size="xs"
        w={180}
        aria-label={t('firm-charts.rank-by')}
        allowDeselect={false}
        data={rankable.map((code) => ({ value: code, label: t(indicatorWord(code)) }))}
        value={rankable.find((one) => one === get('by')) ?? 'traded-value'}
        onChange={(next) => change({ by: next === 'traded-value' ? null : next }, { replace: true })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('firm-charts.tiles')}
        value={get('units.draw') === 'tiles' ? 'tiles' : 'bars'}
        data={[
          { value: 'bars', label: t('firm-charts.bars') },
          { value: 'tiles', label: t('firm-charts.tiles') },
        ]}
        onChange={(next) => change({ 'units.draw': next === 'tiles' ? 'tiles' : null }, { replace: true })}
      />
    </>
  )
}

/** What every month is compared with. */
export function CompareChoice() {
  const { t } = useWords()
  const { get, change } = useAddress()
  return (
    <Select
      size="xs"
      w={150}
      aria-label={t('firm-charts.compare')}
      allowDeselect={false}
      data={[
        { value: '', label: `${t('firm-charts.compare')}: ${t('firm-charts.compare.none')}` },
        { value: 'period', label: t('firm-charts.compare.period') },
        { value: 'year', label: t('firm-charts.compare.year') },
        { value: 'period,year', label: `${t('firm-charts.compare.period')} + ${t('firm-charts.compare.year')}` },
      ]}
      value={comparisons.find((one) => one === get('compare')) ?? ''}
      onChange={(next) => change({ compare: next || null }, { replace: true })}
    />
  )
}
