import { IconBroadcast, IconPlugConnectedX } from '@tabler/icons-react'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import type { Live } from './live-runs.ts'
import classes from './runs.module.css'

/** Whether what is shown moves by itself, and as of when it is. */
export function LiveMark({ live, asOf }: { live: Live; asOf: number }) {
  const { t } = useWords()
  const format = useFormat()
  const at = asOf > 0 ? format.time(new Date(asOf).toISOString()) : ''
  return (
    <span className={classes.live} data-live={live} role="status">
      {live === 'live' && (
        <>
          <IconBroadcast size={14} aria-hidden /> {t('run.live')}
        </>
      )}
      {live === 'off' && (
        <>
          <IconPlugConnectedX size={14} aria-hidden /> {t('run.not-live')}
        </>
      )}
      {/* Told to the eye only: read out every few seconds it would be in the way. */}
      {at && (
        <span className="figures" aria-hidden>
          {live === 'connecting' ? '' : '· '}
          {t('run.as-of', { at })}
        </span>
      )}
    </span>
  )
}
