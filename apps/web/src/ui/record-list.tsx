import { ActionIcon, Button } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '#words/words.ts'
import { Confirm } from './confirm.tsx'
import { Section } from './page.tsx'
import classes from './record-list.module.css'
import { Answered } from './states.tsx'

interface Record {
  id: string
  version: number
}

interface Props<Item extends Record> {
  title: string
  /** Of `useAsk` on a list. */
  answer: { data: { items: Item[] } | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  empty: string
  draw: (item: Item) => ReactNode
  /** What a person calls one of them: for the names of its buttons. */
  nameOf: (item: Item) => string
  mayChange: boolean
  add: (done: () => void) => ReactNode
  edit?: (item: Item, done: () => void) => ReactNode
  /** What exactly will happen, and doing it. */
  remove?: { text: (item: Item) => string; act: (item: Item) => Promise<unknown> }
}

/** A short list of records that are added, edited and removed in place. */
export function RecordList<Item extends Record>(props: Props<Item>) {
  const { title, answer, empty, draw, nameOf, mayChange, add, edit, remove } = props
  const { t } = useWords()
  const [open, setOpen] = useState<string>()
  const [removing, setRemoving] = useState<Item>()
  const close = () => setOpen(undefined)
  return (
    <Section
      title={title}
      actions={
        mayChange &&
        open === undefined && (
          <Button variant="subtle" aria-label={`${t('ui.add')}: ${title}`} onClick={() => setOpen('new')}>
            {t('ui.add')}
          </Button>
        )
      }
    >
      {open === 'new' && <div className={classes.form}>{add(close)}</div>}
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 && open !== 'new' ? (
            <p className={classes.empty}>{empty}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((item) => (
                <li key={item.id}>
                  <div className={classes.row}>
                    <div className={classes.content}>{draw(item)}</div>
                    {mayChange && (
                      <span className={classes.actions}>
                        {edit && (
                          <ActionIcon
                            title={t('ui.edit')}
                            aria-label={`${t('ui.edit')}: ${nameOf(item)}`}
                            onClick={() => setOpen(item.id)}
                          >
                            <IconPencil size={16} />
                          </ActionIcon>
                        )}
                        {remove && (
                          <ActionIcon
                            title={t('ui.remove')}
                            aria-label={`${t('ui.remove')}: ${nameOf(item)}`}
                            onClick={() => setRemoving(item)}
                          >
                            <IconTrash size={16} />
                          </ActionIcon>
                        )}
                      </span>
                    )}
                  </div>
                  {open === item.id && edit && <div className={classes.form}>{edit(item, close)}</div>}
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {removing && remove && (
        <Confirm
          danger
          title={`${t('ui.remove')}: ${nameOf(removing)}`}
          act={t('ui.remove')}
          onAct={() => remove.act(removing)}
          onClose={() => setRemoving(undefined)}
        >
          <p>{remove.text(removing)}</p>
        </Confirm>
      )}
    </Section>
  )
}
