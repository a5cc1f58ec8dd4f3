import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { lazy, Suspense } from 'react'
import { may, useViewer } from '#api/viewer.tsx'
import { WorkTile } from '#features/today/work-tile.tsx'
import { Skeleton } from '#ui/states.tsx'
import { WhenSeen } from '#ui/when-seen.tsx'
import type { Choices } from './chart-tile-of.ts'
import classes from './dashboards.module.css'
import { readBy } from './reading.ts'
import { Unread } from './unread.tsx'

// Whoever begins with the day's work loads no charts.
const ChartTile = lazy(() => import('./chart-tile.tsx').then((module) => ({ default: module.ChartTile })))
const IndicatorTile = lazy(() => import('./indicator-tile.tsx').then((module) => ({ default: module.IndicatorTile })))
const ReportTile = lazy(() => import('./report-tile.tsx').then((module) => ({ default: module.ReportTile })))

/** Room that is kept for a tile until it is seen, pixels. */
const height = { chart: 380, indicator: 132, report: 300, work: 200 } as const

interface Props {
  label: string
  tiles: readonly Tile[]
  /** What is chosen for all of them. */
  over?: Choices
}

/** Tiles side by side, each read as whoever looks when it comes into view, each with its own waiting and its own error. */
export function TileGrid({ label, tiles, over = {} }: Props) {
  return (
    <ul className={classes.grid} aria-label={label}>
      {tiles.map((tile, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same tile may stand twice, and only its place tells them apart
        <li key={`${at} ${JSON.stringify(tile)}`} data-width={tile.width} data-kind={tile.kind}>
          <WhenSeen height={height[tile.kind]}>
            <Suspense fallback={<Skeleton lines={5} />}>
              <TileView tile={tile} name={`tile-${at + 1}`} over={over} />
            </Suspense>
          </WhenSeen>
        </li>
      ))}
    </ul>
  )
}

function TileView({ tile, name, over }: { tile: Tile; name: string; over: Choices }) {
  const viewer = useViewer()
  if (!may(viewer, readBy(tile))) return <Unread tile={tile} />
  switch (tile.kind) {
    case 'chart':
      return <ChartTile tile={tile} name={name} over={over} />
    case 'indicator':
      return <IndicatorTile tile={tile} over={over} />
    case 'report':
      return <ReportTile tile={tile} name={name} />
    case 'work':
      return <WorkTile part={tile.part} />
  }
}
