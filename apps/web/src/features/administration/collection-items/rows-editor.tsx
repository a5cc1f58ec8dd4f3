import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '#words/words.ts'
import classes from './items.module.css'

interface Props<Row> {
  label: string
  /** The verb on the button that adds one. */
  add: string
  rows: readonly Row[]
  heads: string[]
  /** The inputs of a row, one for each head; `nth` counts from 1, for their names. */
  draw: (row: Row, change: (row: Row) => void, nth: number) => ReactNode[]
  begin: Row
  most: number
  onChange: (rows: Row[]) => void
}

/** A short list of small records, each a line of inputs. */
export function RowsEditor<Row>({ label, add, rows, heads, draw, begin, most, onChange }: Props<Row>) {
  const { t } = useWords()
  return (
    <div className={classes.rows}>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div className={classes.rowsScroll} tabIndex={0}>
          <table aria-label={label}>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
                <th>
                  <span className="visually-hidden">{t('ui.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                <tr key={at}>
                  {draw(row, (next) => onChange(rows.map((one, place) => (place === at ? next : one))), at + 1).map(
                    (cell, place) => (
                      <td key={heads[place]}>{cell}</td>
                    ),
                  )}
                  <td>
                    <ActionIcon
                      aria-label={`${t('ui.remove')}: ${label} ${at + 1}`}
                      title={t('ui.remove')}
                      onClick={() => onChange(rows.filter((_, place) => place !== at))}
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Button variant="default" disabled={rows.length >= most} onClick={() => onChange([...rows, begin])}>
        {add}
      </Button>
    </div>
  )
}
