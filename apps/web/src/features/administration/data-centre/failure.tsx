import { fieldText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './data-centre.module.css'

type Details = Record<string, string | number>

/**
 * What went wrong and what to do next. A code without words of its own is told as its kind (`database.57014`, `fault.epipe`)
 * or as a field's would be.
 */
export function failureText(code: string, details: Details = {}) {
  const kind = /^(database|fault)\./.exec(code)?.[1]
  const own = kind ? `run.failure.${kind}` : `run.failure.${code}`
  return {
    what: wordsFor(own, { code, ...details }) ?? fieldText(code) ?? code,
    next: wordsFor(`${own}.next`, details) ?? wordsFor('run.failure.next') ?? '',
  }
}

/** `brief` where what to do next stands elsewhere. */
export function Failure({ code, held, brief }: { code: string; held?: boolean; brief?: boolean }) {
  const { t } = useWords()
  const { what, next } = failureText(code)
  if (brief) return <p className={classes.problem}>{what}</p>
  return (
    <div className={classes.problem} role="alert">
      <strong>{held ? t('run.held') : t('run.failed')}</strong> {what} {next}
    </div>
  )
}
