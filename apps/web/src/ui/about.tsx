import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconHelpCircle } from '@tabler/icons-react'
import { type FocusEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from '#words/words.ts'
import classes from './about.module.css'
import { Flyout } from './flyout.tsx'

/** Where a figure comes from, and what is the matter with it. */
export interface Source {
  /** In words, why it cannot be relied on; undefined while it can. */
  alarm: string | undefined
  /** Drawn below the definition, and asked for only when that is opened. */
  part: () => ReactNode
}

interface Props {
  title: string
  text: string
  origin?: Source | undefined
}

/** From the button to what it tells is a short way, which the pointer may leave both on. */
const WAY_MS = 200

/** What a figure is, and where it comes from: a (?) that tells on hover, focus and tap. A press keeps it open. */
export function About({ title, text, origin }: Props) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const [kept, setKept] = useState(false)
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined)
  const button = useRef<HTMLButtonElement>(null)
  const told = useRef<HTMLDivElement>(null)
  const stay = () => {
    clearTimeout(leaving.current)
    setOpened(true)
  }
  const close = () => {
    clearTimeout(leaving.current)
    setOpened(false)
    setKept(false)
  }
  const leave = () => {
    clearTimeout(leaving.current)
    if (!kept) leaving.current = setTimeout(close, origin ? WAY_MS : 0)
  }
  const back = () => {
    // The focus goes back first: as it comes in, it would open what is closed here.
    if (told.current?.contains(document.activeElement)) button.current?.focus()
    close()
  }
  const alarm = origin?.alarm
  const name = t('ui.about', { title })
  return (
    <Flyout
      opened={opened}
      close={back}
      width={origin ? 340 : 280}
      outside
      focus={kept}
      target={
        <ActionIcon
          ref={button}
          size="xs"
          aria-label={alarm ? `${name} ${alarm}` : name}
          aria-expanded={opened}
          onMouseEnter={stay}
          onMouseLeave={leave}
          onFocus={stay}
          onBlur={(event: FocusEvent) => !told.current?.contains(event.relatedTarget) && leave()}
          onClick={() => {
            stay()
            setKept(origin !== undefined)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !opened) return
            event.stopPropagation()
            close()
          }}
        >
          {alarm ? <IconAlertTriangle size={14} color="var(--amber-text)" /> : <IconHelpCircle size={14} />}
        </ActionIcon>
      }
    >
      {() =>
        origin ? (
          <div
            ref={told}
            role="dialog"
            aria-label={title}
            className={classes.text}
            tabIndex={-1}
            data-autofocus
            onMouseEnter={stay}
            onMouseLeave={leave}
          >
            <span role="status">{text}</span>
            {origin.part()}
          </div>
        ) : (
          <span role="status" className={classes.text}>
            {text}
          </span>
        )
      }
    </Flyout>
  )
}
