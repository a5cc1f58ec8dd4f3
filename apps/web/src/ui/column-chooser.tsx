import { ActionIcon } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { useWords } from '#words/words.ts'
import type { Column } from './columns.ts'
import { Flyout } from './flyout.tsx'

const Choices = lazy(() => import('./column-choices.tsx').then((module) => ({ default: module.ColumnChoices })))

export type Chosen = Record<string, boolean>

/** Which columns a table shows: the person's choice on this device over what the table begins with. */
export function useChosenColumns<Row>(table: string, columns: Column<Row>[]) {
  const [own, setOwn] = useLocalStorage<Chosen>({
    key: `columns.${table}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const chosen: Chosen = Object.fromEntries(columns.map(({ name, optional }) => [name, own[name] ?? !optional]))
  return [chosen, setOwn] as const
}

interface Props<Row> {
  columns: Column<Row>[]
  chosen: Chosen
  choose: (next: Chosen) => void
}

export function ColumnChooser<Row>({ columns, chosen, choose }: Props<Row>) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  return (
    <Flyout
      opened={opened}
      close={() => setOpened(false)}
      end
      focus
      target={
        <ActionIcon
          aria-label={t('ui.columns')}
          title={t('ui.columns')}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconColumns3 size={16} />
        </ActionIcon>
      }
    >
      {() => (
        <Choices columns={columns.slice(1).map(({ name, head }) => ({ name, head }))} chosen={chosen} choose={choose} />
      )}
    </Flyout>
  )
}
