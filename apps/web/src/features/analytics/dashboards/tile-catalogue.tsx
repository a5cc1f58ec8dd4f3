import { Button, Modal, TextInput } from '@mantine/core'
import { chartCatalogue, chartNames, chartQuestions } from '@rapport/contract/analytics/chart-catalogue'
import { overviewCharts } from '@rapport/contract/analytics/charts'
import { type Tile, tileIndicators, workParts } from '@rapport/contract/analytics/dashboard-tiles'
import { reports } from '@rapport/contract/analytics/reports'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { may, useMay, useViewer } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import { chartTile } from './chart-tile-of.ts'
import classes from './dashboards.module.css'
import { readBy } from './reading.ts'
import { useTileTitle } from './tile-title.ts'

interface Props {
  /** How many more there is room for. */
  room: number
  add: (tile: Tile) => void
  close: () => void
}

/** Everything that a tile can show and this viewer reads, by what is asked, narrowed by some words. */
export function TileCatalogue({ room, add, close }: Props) {
  const { t } = useWords()
  const titleOf = useTileTitle()
  const groups = useGroups()
  const [typed, setTyped] = useState('')
  const [said, setSaid] = useState('')
  const q = typed.trim().toLowerCase()
  const found = groups
    .map(({ title, tiles }) => ({
      title,
      tiles: tiles.filter((tile) => `${title} ${titleOf(tile)}`.toLowerCase().includes(q)),
    }))
    .filter(({ tiles }) => tiles.length > 0)
  return (
    <Modal
      opened
      onClose={close}
      title={t('dashboard.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <TextInput
        data-autofocus
        aria-label={t('dashboard.search')}
        placeholder={t('dashboard.search')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <p role="status" className={classes.quiet}>
        {room === 0 ? t('dashboard.full.short') : said}
      </p>
      <div className={classes.found}>
        {found.length === 0 && <p className={classes.quiet}>{t('ui.nothing-found')}</p>}
        {found.map(({ title, tiles }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <ul>
              {tiles.map((tile) => (
                <li key={JSON.stringify(tile)}>
                  <Button
                    variant="subtle"
                    fullWidth
                    justify="start"
                    disabled={room === 0}
                    onClick={() => {
                      add(tile)
                      setSaid(t('dashboard.added', { title: titleOf(tile) }))
                    }}
                  >
                    {titleOf(tile)}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  )
}

/** Tiles by question; only such as the viewer reads. */
function useGroups(): { title: string; tiles: Tile[] }[] {
  const { t } = useWords()
  const viewer = useViewer()
  const kept = useAsk(reports.list, {}, { enabled: useMay(reports.list) }).data?.items ?? []
  return [
    {
      title: t('dashboard.kind.indicator'),
      tiles: tileIndicators.map((indicator): Tile => ({ kind: 'indicator', indicator, width: 1 })),
    },
    { title: t('firm-charts.question.overview'), tiles: overviewCharts.map((chart): Tile => chartTile(chart, {})) },
    ...chartQuestions.map((question) => ({
      title: t(`firm-charts.question.${question}`),
      tiles: chartNames
        .filter((chart) => chartCatalogue[chart].question === question)
        .map((chart): Tile => chartTile(chart, {})),
    })),
    {
      title: t('dashboard.kind.report'),
      tiles: kept.map(({ id }): Tile => ({ kind: 'report', report: id, as: 'table', width: 2 })),
    },
    { title: t('dashboard.kind.work'), tiles: workParts.map((part): Tile => ({ kind: 'work', part, width: 1 })) },
  ].map(({ title, tiles }) => ({ title, tiles: tiles.filter((tile) => may(viewer, readBy(tile))) }))
}
