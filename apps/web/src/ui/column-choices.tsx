import { Checkbox } from '@mantine/core'
import type { Chosen } from './column-chooser.tsx'
import classes from './data-table.module.css'

interface Props {
  columns: { name: string; head: string }[]
  chosen: Chosen
  choose: (next: Chosen) => void
}

export function ColumnChoices({ columns, chosen, choose }: Props) {
  return (
    <div className={classes.chooser}>
      {columns.map(({ name, head }) => (
        <Checkbox
          key={name}
          label={head}
          size="xs"
          checked={chosen[name] ?? true}
          onChange={(event) => choose({ ...chosen, [name]: event.currentTarget.checked })}
        />
      ))}
    </div>
  )
}
