import { Button } from '@mantine/core'
import { type EtlRunDetails, etlRuns, type LogLine } from '@rapport/contract/administration/etl-runs'
import { IconAlertTriangle, IconInfoCircle, IconXboxX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useAskPages } from '#api/query.ts'
import { isUnderWay } from '#features/administration/data-centre/run-state.tsx'
import { useFormat } from '#ui/format.ts'
import { Failed, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { logText } from './log-text.ts'
import classes from './runs.module.css'

const icons = { info: IconInfoCircle, warning: IconAlertTriangle, error: IconXboxX }

/** What a run said, oldest first; while it is under way its end is followed. */
export function RunLog({ run }: { run: EtlRunDetails }) {
  const { t } = useWords()
  const pages = useAskPages(etlRuns.log, { params: { id: run.id }, query: { limit: '100' } })
  const { more } = pages
  const follow = isUnderWay(run)
  useEffect(() => {
    if (follow) more?.()
  }, [follow, more])
  if (pages.error) return <Failed error={pages.error} retry={pages.retry} />
  if (pages.loading) return <Skeleton lines={3} />
  if (pages.rows.length === 0) return <p className={classes.hint}>{t('run.log.none')}</p>
  return (
    <>
      <ol className={classes.log}>
        {pages.rows.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
      {more && !follow && (
        <Button variant="subtle" loading={pages.loadingMore} onClick={more}>
          {t('ui.more')}
        </Button>
      )}
    </>
  )
}

function Line({ line }: { line: LogLine }) {
  const { t, locale } = useWords()
  const format = useFormat()
  const Icon = icons[line.level]
  return (
    <li data-level={line.level}>
      <time className="figures" dateTime={line.at} title={format.instantLong(line.at)}>
        {format.time(line.at)}
      </time>
      <Icon size={14} role="img" aria-label={t(`run.log.${line.level}`)} />
      <span>
        {line.step && <strong>{line.step} </strong>}
        {logText(line, locale)}
      </span>
    </li>
  )
}
