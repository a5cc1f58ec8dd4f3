import { UNDEFINED } from '#ui/format.ts'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './file-mapping.module.css'
import { type Reason, reasonText } from './reasons.ts'

interface Props {
  columns: readonly string[]
  rows: readonly {
    line: number
    cells: readonly string[]
    /** Why it would be refused; null while nothing was checked. */
    reasons: readonly Reason[] | null
  }[]
  /** The field that each column goes to. */
  fieldOf: ReadonlyMap<string, string>
  nameOf: (field: string) => string
}

/** The first rows as the file has them, and at each what it would be refused for. */
export function PreviewTable({ columns, rows, fieldOf, nameOf }: Props) {
  const { t } = useWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.preview} tabIndex={0} aria-label={t('import.preview.rows')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('import.preview.row')}</th>
            <th scope="col">{t('import.preview.check')}</th>
            {columns.map((column) => {
              const field = fieldOf.get(column)
              return (
                <th key={column} scope="col">
                  {column}
                  <span className={classes.mapped}>{field ? `→ ${nameOf(field)}` : t('import.preview.unused')}</span>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, cells, reasons }) => {
            const refused = new Set(reasons?.map(({ field }) => field))
            return (
              <tr key={line} data-refused={refused.size > 0 || undefined}>
                <td className="figures">{line}</td>
                <td className={classes.check}>
                  {reasons === null ? (
                    UNDEFINED
                  ) : reasons.length === 0 ? (
                    t('import.preview.fine')
                  ) : (
                    <>
                      <Tag tone="amber">{t('import.refused')}</Tag>
                      {reasons.map((reason) => (
                        <span key={reason.field + reason.code} className={classes.reason}>
                          {reasonText(reason, nameOf)}
                        </span>
                      ))}
                    </>
                  )}
                </td>
                {columns.map((column, place) => {
                  const field = fieldOf.get(column)
                  return (
                    <td
                      key={column}
                      data-refused={(field && refused.has(field)) || undefined}
                      data-unused={!field || undefined}
                    >
                      {cells[place]}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
