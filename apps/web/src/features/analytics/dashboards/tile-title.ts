import type { Tile, TileChart } from '@rapport/contract/analytics/dashboard-tiles'
import { reports } from '@rapport/contract/analytics/reports'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { indicatorWord } from '#features/analytics/indicators/indicator-word.ts'
import { useWords } from '#words/words.ts'
import { isOverview } from './chart-tile-of.ts'

const overview = {
  'traded-value-by-month': 'chart.traded.title',
  'branch-ranking': 'chart.ranking.title',
  'visits-by-branch-and-week': 'chart.visits.title',
  'new-customers-by-month': 'chart.new.title',
  'customers-by-level': 'chart.levels.title',
} as const

function useChartTitle() {
  const { t } = useWords()
  return (chart: TileChart) => (isOverview(chart) ? t(overview[chart]) : t(`firm-chart.${chart}`))
}

/** What a tile is called; a report that is out of sight just so. */
export function useTileTitle() {
  const { t } = useWords()
  const chartTitle = useChartTitle()
  const kept = useAsk(reports.list, {}, { enabled: useMay(reports.list) }).data?.items
  return (tile: Tile) => {
    switch (tile.kind) {
      case 'chart':
        return chartTitle(tile.chart)
      case 'indicator':
        return t(indicatorWord(tile.indicator))
      case 'report':
        return kept?.find(({ id }) => id === tile.report)?.name ?? t('dashboard.report')
      case 'work':
        return t(`dashboard.work.${tile.part}`)
    }
  }
}
