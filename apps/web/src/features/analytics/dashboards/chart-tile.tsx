import type { TileOf } from '@rapport/contract/analytics/dashboard-tiles'
import { useMemo } from 'react'
import { BranchRanking } from '#features/analytics/charts/branch-ranking.tsx'
import { CustomersByLevel } from '#features/analytics/charts/customers-by-level.tsx'
import { NewCustomersByMonth } from '#features/analytics/charts/new-customers-by-month.tsx'
import { TilePlace } from '#features/analytics/charts/tile-place.ts'
import { TradedValueByMonth } from '#features/analytics/charts/traded-value-by-month.tsx'
import { VisitsByWeek } from '#features/analytics/charts/visits-by-week.tsx'
import { FirmChart } from '#features/analytics/firm-charts/firm-chart.tsx'
import { type Choices, choicesOf, isOverview, MONTHS, pageOf, queryOf } from './chart-tile-of.ts'

interface Props {
  tile: TileOf<'chart'>
  /** In the address, for the switch between chart and table. */
  name: string
  over: Choices
}

/** A chart of the firm as a tile: the very chart of its page, of whoever looks. */
export function ChartTile({ tile, name, over }: Props) {
  const choices = choicesOf(tile, over)
  const page = pageOf(tile, choices)
  const as = tile.as ?? 'chart'
  const place = useMemo(() => ({ name, page, as }), [name, page, as])
  return (
    <TilePlace value={place}>
      <Drawn tile={tile} choices={choices} />
    </TilePlace>
  )
}

function Drawn({ tile: { chart, drawn }, choices }: { tile: TileOf<'chart'>; choices: Choices }) {
  const { unit, currency, months = MONTHS } = choices
  if (!isOverview(chart)) return <FirmChart chart={chart} query={queryOf(choices)} tiles={drawn === 'tiles'} />
  switch (chart) {
    case 'traded-value-by-month':
      return <TradedValueByMonth unit={unit} months={months} currency={currency} />
    case 'branch-ranking':
      return <BranchRanking unit={unit} month={undefined} currency={currency} />
    case 'visits-by-branch-and-week':
      return <VisitsByWeek unit={unit} />
    case 'new-customers-by-month':
      return <NewCustomersByMonth unit={unit} months={months} />
    case 'customers-by-level':
      return <CustomersByLevel unit={unit} />
  }
}
