import { Button, Menu, Popover } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#words/words.ts'
import { useAddress } from './address.ts'
import classes from './filter-chips.module.css'
import { FilterEditor } from './filter-editor.tsx'
import { type Filter, isSet, sentenceOf, without } from './filters.ts'
import { useFormat } from './format.ts'

/** The filters of a list, kept in the URL, each set one a chip that reads as a phrase. */
export function FilterChips({ filters }: { filters: Filter[] }) {
  const { t } = useWords()
  const { params, change } = useAddress()
  const [added, setAdded] = useState<string>()
  const set = filters.filter((filter) => isSet(filter, params))
  const shown = filters.filter((filter) => set.includes(filter) || filter.name === added)
  return (
    <div className={classes.chips}>
      {shown.map((filter) => (
        <Chip
          key={filter.name}
          filter={filter}
          fresh={filter.name === added && !isSet(filter, params)}
          done={() => setAdded(undefined)}
        />
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconFilter size={14} />}>
            {t('ui.filter.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {filters
            .filter((filter) => !set.includes(filter))
            .map((filter) => (
              <Menu.Item
                key={filter.name}
                onClick={() => (filter.kind === 'flag' ? change({ [filter.name]: 'true' }) : setAdded(filter.name))}
              >
                {filter.label}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {set.length > 1 && (
        <Button variant="subtle" color="gray" onClick={() => change(Object.assign({}, ...set.map(without)))}>
          {t('ui.filter.clear')}
        </Button>
      )}
    </div>
  )
}

function Chip({ filter, fresh, done }: { filter: Filter; fresh: boolean; done: () => void }) {
  const { t } = useWords()
  const format = useFormat()
  const { params, change } = useAddress()
  const [opened, setOpened] = useState(fresh)
  const sentence = fresh ? filter.label : sentenceOf(filter, params, format.month)
  const close = () => {
    setOpened(false)
    done()
  }
  return (
    <span className={classes.chip}>
      <Popover
        opened={opened}
        onChange={(next) => (next ? setOpened(true) : close())}
        position="bottom-start"
        trapFocus
      >
        <Popover.Target>
          <button type="button" className={classes.phrase} onClick={() => filter.kind !== 'flag' && setOpened(!opened)}>
            {sentence}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterEditor filter={filter} done={close} />
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes.drop}
        aria-label={t('ui.filter.drop', { label: filter.label })}
        onClick={() => {
          change(without(filter))
          close()
        }}
      >
        <IconX size={12} />
      </button>
    </span>
  )
}
