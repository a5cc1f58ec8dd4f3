import type { QualityIssueDetails } from '@rapport/contract/administration/quality-issues'
import { IconEyeOff } from '@tabler/icons-react'
import { fieldWords } from '#features/administration/collection-items/field-words.ts'
import { reasonWords } from '#features/file-mapping/reasons.ts'
import { useWords } from '#words/words.ts'
import classes from './issues.module.css'

export type Cell = QualityIssueDetails['cells'][number]

interface Props {
  issue: QualityIssueDetails
  fieldOf: (column: string) => string
}

/** A column with the field that it becomes. */
export function ColumnName({ column, field }: { column: string; field: string }) {
  return (
    <>
      <span className={classes.column}>{column}</span>
      {fieldWords(field) !== column && <span className={classes.dimmed}>{fieldWords(field)}</span>}
    </>
  )
}

/** What a cell says; a masked one is marked. */
export function Said({ cell, text }: { cell: Cell; text: string }) {
  const { t } = useWords()
  return (
    <span className={classes.said}>
      {text === '' ? <span className={classes.dimmed}>{t('issue.empty')}</span> : text}
      {cell.masked && (
        <span className={classes.masked} title={t('issue.masked.about')}>
          <IconEyeOff size={12} aria-hidden /> {t('issue.masked')}
        </span>
      )}
    </span>
  )
}

/** What the row says, what is wrong where, and what was put in its place. */
export function IssueCells({ issue, fieldOf }: Props) {
  const { t } = useWords()
  const fixed = issue.cells.some((cell) => cell.fixed !== null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={classes.scroll} tabIndex={0}>
      <table className={classes.cells} aria-label={t('issue.cells')}>
        <thead>
          <tr>
            <th scope="col">{t('issue.column')}</th>
            <th scope="col">{t('issue.said')}</th>
            {fixed && <th scope="col">{t('issue.fixed')}</th>}
          </tr>
        </thead>
        <tbody>
          {issue.cells.map((cell) => {
            const field = fieldOf(cell.column)
            const wrong = issue.reasons.filter((reason) => reason.field === field)
            return (
              <tr key={cell.column} data-wrong={wrong.length > 0 || undefined}>
                <th scope="row">
                  <ColumnName column={cell.column} field={field} />
                </th>
                <td>
                  <Said cell={cell} text={cell.said} />
                  {wrong.map(({ code }) => (
                    <span key={code} className={classes.wrong}>
                      {reasonWords(code)}
                    </span>
                  ))}
                </td>
                {fixed && (
                  <td>{cell.fixed === null || cell.fixed === cell.said ? '–' : <strong>{cell.fixed}</strong>}</td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
