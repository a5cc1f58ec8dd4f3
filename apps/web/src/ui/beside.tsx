import type { ReactNode } from 'react'
import { useAddress } from './address.ts'
import classes from './beside.module.css'

/** A list that fills the page, and the panel of the row that is looked at. */
export const Beside = ({ panel, children }: { panel: ReactNode; children: ReactNode }) => (
  <div className={classes.beside}>
    <div className={classes.listing}>{children}</div>
    {panel}
  </div>
)

/** Which of these rows is looked at, by its id under this name in the address, and the ways to the next, the one before and none. */
export function useLooked<Row extends { id: string }>(name: string, rows: readonly Row[]) {
  const { get, change } = useAddress()
  const id = get(name)
  const at = rows.findIndex((row) => row.id === id)
  const look = (row: Row | null | undefined) => change({ [name]: row?.id }, { replace: id !== undefined })
  const to = (row: Row | undefined) => (row ? () => look(row) : undefined)
  return {
    id,
    peek: { key: id, show: look },
    moves: {
      onClose: () => look(null),
      onNext: at >= 0 ? to(rows[at + 1]) : undefined,
      onPrevious: at > 0 ? to(rows[at - 1]) : undefined,
    },
  }
}
