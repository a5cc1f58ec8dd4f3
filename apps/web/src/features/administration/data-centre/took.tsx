import { useEffect, useState } from 'react'
import { UNDEFINED, useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './data-centre.module.css'

interface Timed {
  startedAt: string | null
  finishedAt: string | null
  /** Milliseconds. */
  usualMs: number | null
}

/** The reader's clock, by the second while something moves. */
function useNow(moving: boolean) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!moving) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [moving])
  return now
}

/** Milliseconds that it took, or has taken until now; undefined before it began. */
function tookMs({ startedAt, finishedAt }: Omit<Timed, 'usualMs'>, now: number) {
  if (!startedAt) return undefined
  return Math.max(0, (finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt))
}

/** Duration against the usual one: a bar whose middle is the usual, and the ratio of the two. */
export function Took({ of, plain }: { of: Timed; plain?: boolean }) {
  const { t } = useWords()
  const format = useFormat()
  const ms = tookMs(of, useNow(of.startedAt !== null && of.finishedAt === null))
  if (ms === undefined) return <span>{UNDEFINED}</span>
  const { usualMs } = of
  const text = <span className="figures">{format.duration(ms)}</span>
  if (!usualMs) return <span title={t('run.took.first')}>{text}</span>
  const ratio = ms / usualMs
  const about = t('run.took.about', { took: format.duration(ms), usual: format.duration(usualMs) })
  const times = t('run.took.ratio', { ratio: format.decimal(ratio, 1) })
  if (plain)
    return (
      <span title={about}>
        {text} <span className={`${classes.ratio} figures`}>({times})</span>
      </span>
    )
  return (
    <span className={classes.took} title={about}>
      <span className={classes.bar} aria-hidden>
        <span className={classes.done} style={{ width: `${Math.min(100, ratio * 50)}%` }} />
        <span className={classes.usual} />
      </span>
      <span>
        {text}{' '}
        <span className={`${classes.ratio} figures`}>{t('run.took.times', { ratio: format.decimal(ratio, 1) })}</span>
      </span>
    </span>
  )
}
