import { ActionIcon, SegmentedControl } from '@mantine/core'
import { tileWidths } from '@rapport/contract/analytics/dashboard-tiles'
import { IconArrowLeft, IconArrowRight, IconGripVertical, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useWords } from '#words/words.ts'
import { type Arranged, moved, shownAs, widened, without } from './arranging.ts'
import classes from './dashboards.module.css'
import { useTileTitle } from './tile-title.ts'

interface Props {
  arranged: readonly Arranged[]
  change: (next: Arranged[]) => void
}

/** Tiles without figures in the grid they will stand in: dragged to another place, or moved by buttons. */
export function Arrangement({ arranged, change }: Props) {
  const { t } = useWords()
  const titleOf = useTileTitle()
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()
  const [said, setSaid] = useState('')
  const move = (one: Arranged, to: number, button: HTMLElement) => {
    if (to < 0 || to >= arranged.length) return
    flushSync(() => change(moved(arranged, one.key, to)))
    // A tile that the browser took out and put in again has lost the focus.
    button.focus()
    setSaid(t('dashboard.moved', { title: titleOf(one.tile), place: to + 1, count: arranged.length }))
  }
  return (
    <>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ol className={`${classes.grid} ${classes.editing}`} aria-label={t('dashboard.tiles.head')}>
        {arranged.map((one, at) => {
          const { key, tile } = one
          const title = titleOf(tile)
          return (
            <li
              key={key}
              aria-label={title}
              data-width={tile.width}
              data-over={(over === key && dragged !== key) || undefined}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = 'move'
                setDragged(key)
              }}
              onDragOver={(event) => {
                if (dragged === undefined) return
                event.preventDefault()
                setOver(key)
              }}
              onDrop={(event) => {
                event.preventDefault()
                if (dragged !== undefined) change(moved(arranged, dragged, at))
              }}
              onDragEnd={() => {
                setDragged(undefined)
                setOver(undefined)
              }}
            >
              <div className={classes.card}>
                <IconGripVertical size={16} aria-hidden />
                <span>
                  {title}
                  <small>{t(`dashboard.kind.${tile.kind}`)}</small>
                </span>
                <ActionIcon
                  size="md"
                  aria-label={t('dashboard.tile.remove', { title })}
                  onClick={() => change(without(arranged, key))}
                >
                  <IconX size={16} />
                </ActionIcon>
              </div>
              <div className={classes.tools}>
                <ActionIcon
                  size="md"
                  variant="default"
                  aria-label={t('dashboard.tile.earlier', { title })}
                  aria-disabled={at === 0}
                  onClick={(event) => move(one, at - 1, event.currentTarget)}
                >
                  <IconArrowLeft size={16} />
                </ActionIcon>
                <ActionIcon
                  size="md"
                  variant="default"
                  aria-label={t('dashboard.tile.later', { title })}
                  aria-disabled={at === arranged.length - 1}
                  onClick={(event) => move(one, at + 1, event.currentTarget)}
                >
                  <IconArrowRight size={16} />
                </ActionIcon>
                {(tile.kind === 'chart' || tile.kind === 'report') && (
                  <SegmentedControl
                    size="xs"
                    aria-label={t('dashboard.tile.as', { title })}
                    value={tile.as ?? 'chart'}
                    data={[
                      { value: 'chart', label: t('ui.chart.chart') },
                      { value: 'table', label: t('ui.chart.table') },
                    ]}
                    onChange={(next) => change(shownAs(arranged, key, next === 'table' ? 'table' : 'chart'))}
                  />
                )}
                <SegmentedControl
                  size="xs"
                  aria-label={t('dashboard.tile.width', { title })}
                  value={String(tile.width)}
                  data={tileWidths.map((width) => ({
                    value: String(width),
                    label: t('dashboard.width', { count: width }),
                  }))}
                  onChange={(next) => change(widened(arranged, key, Number(next)))}
                />
              </div>
            </li>
          )
        })}
      </ol>
    </>
  )
}
