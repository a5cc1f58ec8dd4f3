import type { ImportPreview, Mapping } from '@rapport/contract/customer/imports'
import { UNDEFINED } from '#ui/format.ts'
import { Tag } from '#ui/tag.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import { fieldName } from './field-words.ts'
import classes from './imports.module.css'
import { fieldsByColumn } from './mapping.ts'

/** Why a row is refused, in words for files where those for forms do not fit. */
export const reasonWords = (code: string) => wordsFor(`import.reason.${code}`) ?? fieldText(code) ?? code

/** A reason with the field it speaks of; the row as a whole has none. */
export const reasonText = ({ field, code }: { field: string; code: string }) =>
  field
    ? (wordsFor('import.reason.of', { field: fieldName(field), reason: reasonWords(code) }) ?? code)
    : reasonWords(code)

/** The first rows as the file has them, and at each what it would be refused for. */
export function PreviewRows({ preview, mapping }: { preview: ImportPreview; mapping: Mapping }) {
  const { t } = useWords()
  const { columns, rows, refusals } = preview
  const fields = fieldsByColumn(mapping)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.preview} tabIndex={0} aria-label={t('import.preview.rows')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('import.preview.row')}</th>
            <th scope="col">{t('import.preview.check')}</th>
            {columns.map((column) => {
              const field = fields.get(column)
              return (
                <th key={column} scope="col">
                  {column}
                  <span className={classes.mapped}>{field ? `→ ${fieldName(field)}` : t('import.preview.unused')}</span>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => {
            const reasons = refusals?.[row] ?? []
            const refused = new Set(reasons.map(({ field }) => field))
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the file
              <tr key={row} data-refused={reasons.length > 0 || undefined}>
                <td className="figures">{row + 1}</td>
                <td className={classes.check}>
                  {refusals === null ? (
                    UNDEFINED
                  ) : reasons.length === 0 ? (
                    t('import.preview.fine')
                  ) : (
                    <>
                      <Tag tone="amber">{t('import.refused')}</Tag>
                      {reasons.map((reason) => (
                        <span key={reason.field + reason.code} className={classes.reason}>
                          {reasonText(reason)}
                        </span>
                      ))}
                    </>
                  )}
                </td>
                {columns.map((column, place) => {
                  const field = fields.get(column)
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
