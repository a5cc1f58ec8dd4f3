import { ActionIcon, Checkbox, Popover, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import { useWords } from '#words/words.ts'
import type { Column } from './columns.ts'
import classes from './data-table.module.css'

type Chosen = Record<string, boolean>

/** Which columns a table shows: the person's choice on this device over what the table begins with. */
export function useChosenColumns<Row>(table: string, columns: Column<Row>[]) {
  const [own, setOwn] = useLocalStorage<Chosen>({
    key: `columns.${table}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const chosen: Chosen = Object.fromEntries(columns.map(({ name, optional }) => [name, own[name] ?? !optional]))
  const choose = (next: Chosen | ((before: Chosen) => Chosen)) =>
    setOwn(typeof next === 'function' ? next(chosen) : next)
  return [chosen, choose] as const
}

interface Props<Row> {
  columns: Column<Row>[]
  chosen: Chosen
  choose: (next: Chosen) => void
}

export function ColumnChooser<Row>({ columns, chosen, choose }: Props<Row>) {
  const { t } = useWords()
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Tooltip label={t('ui.columns')}>
          <ActionIcon aria-label={t('ui.columns')}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.chooser}>
        {columns.slice(1).map(({ name, head }) => (
          <Checkbox
            key={name}
            label={head}
            size="xs"
            checked={chosen[name] ?? true}
            onChange={(event) => choose({ ...chosen, [name]: event.currentTarget.checked })}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
