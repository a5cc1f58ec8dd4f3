import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '#words/words.ts'
import classes from './reports.module.css'

interface Props<Item> {
  label: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  nameOf: (item: Item) => string
  /** Beside the name: what else is chosen of it. */
  more?: (item: Item, at: number) => ReactNode
  change: (items: Item[]) => void
  /** So many stay at least. */
  least?: number
}

/** What was chosen, in an order that can be changed; every button says of what it is. */
export function OrderedList<Item>({ label, items, keyOf, nameOf, more, change, least = 0 }: Props<Item>) {
  const { t } = useWords()
  const swap = (at: number) => {
    const next = [...items]
    next.splice(at, 2, items[at + 1]!, items[at]!)
    change(next)
  }
  return (
    <ol className={classes.list} aria-label={label}>
      {items.map((item, at) => {
        const name = nameOf(item)
        return (
          <li key={keyOf(item)}>
            <span className="truncate" title={name}>
              {name}
            </span>
            {more?.(item, at)}
            <ActionIcon
              size="sm"
              aria-label={t('report-builder.up', { name })}
              disabled={at === 0}
              onClick={() => swap(at - 1)}
            >
              <IconArrowUp size={14} />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={t('report-builder.down', { name })}
              disabled={at === items.length - 1}
              onClick={() => swap(at)}
            >
              <IconArrowDown size={14} />
            </ActionIcon>
            <ActionIcon
              size="sm"
              aria-label={t('report-builder.remove', { name })}
              disabled={items.length <= least}
              onClick={() => change(items.filter((_, other) => other !== at))}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        )
      })}
    </ol>
  )
}
