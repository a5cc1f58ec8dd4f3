import type { ReactNode } from 'react'
import { useWords } from '#words/words.ts'
import classes from './file-mapping.module.css'

/** Each field of ours and where it comes from, under one head. What the file does not seem to have stands folded below. */
export function MappingRows({
  rows,
  others,
  example,
}: {
  rows: ReactNode
  others: ReactNode[]
  /** What stands at the end of a row; without it, the first row of the file. */
  example?: string
}) {
  const { t } = useWords()
  return (
    <div className={classes.mapping}>
      <div className={classes.mappingHead} aria-hidden>
        <span>{t('import.mapping.field')}</span>
        <span>{t('import.mapping.from')}</span>
        <span>{example ?? t('import.mapping.example')}</span>
      </div>
      {rows}
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>{t('import.mapping.others', { count: others.length })}</summary>
          {others}
        </details>
      )}
    </div>
  )
}

interface Row {
  name: string
  required: boolean
  missing: boolean
  example: string | undefined
  /** The choice of a source, and what it needs. */
  children: ReactNode
}

export function MappingRow({ name, required, missing, example, children }: Row) {
  const { t } = useWords()
  return (
    <div className={classes.mappingRow} data-missing={missing || undefined}>
      <span>
        {name}
        {required && (
          <span className={classes.required} title={t('import.required')}>
            {' *'}
          </span>
        )}
      </span>
      <div className={classes.source}>{children}</div>
      <span className={`${classes.example} truncate`} title={example}>
        {example}
      </span>
    </div>
  )
}
