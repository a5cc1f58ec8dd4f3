import { Button } from '@mantine/core'
import { IconFilter, IconX } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { useWords } from '#words/words.ts'
import { useAddress } from './address.ts'
import classes from './filter-chips.module.css'
import { type Filter, isSet, sentenceOf, without } from './filters.ts'
import { Flyout, MenuFlyout } from './flyout.tsx'
import { useFormat } from './format.ts'

const FilterEditor = lazy(() => import('./filter-editor.tsx').then((module) => ({ default: module.FilterEditor })))
const FilterMenu = lazy(() => import('./filter-menu.tsx').then((module) => ({ default: module.FilterMenu })))

/** The filters of a list, kept in the URL, each set one a chip that reads as a phrase. */
export function FilterChips({ filters }: { filters: Filter[] }) {
  const { t } = useWords()
  const { params, change } = useAddress()
  const [adding, setAdding] = useState(false)
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
      <MenuFlyout
        opened={adding}
        close={() => setAdding(false)}
        target={
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFilter size={14} />}
            aria-haspopup="menu"
            aria-expanded={adding}
            onClick={() => setAdding(true)}
          >
            {t('ui.filter.add')}
          </Button>
        }
      >
        {() => (
          <FilterMenu
            filters={filters.filter((filter) => !set.includes(filter))}
            choose={(filter) => (filter.kind === 'flag' ? change({ [filter.name]: 'true' }) : setAdded(filter.name))}
          />
        )}
      </MenuFlyout>
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
      <Flyout
        opened={opened}
        close={close}
        focus
        target={
          <button
            type="button"
            className={classes.phrase}
            aria-expanded={filter.kind === 'flag' ? undefined : opened}
            onClick={() => filter.kind !== 'flag' && setOpened(!opened)}
          >
            {sentence}
          </button>
        }
      >
        {() => <FilterEditor filter={filter} done={close} />}
      </Flyout>
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
