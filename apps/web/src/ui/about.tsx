import { ActionIcon } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#words/words.ts'
import classes from './about.module.css'
import { Flyout } from './flyout.tsx'

/** What a figure is: a (?) that tells on hover, focus and tap. */
export function About({ title, text }: { title: string; text: string }) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  return (
    <Flyout
      opened={opened}
      close={close}
      width={280}
      outside
      target={
        <ActionIcon
          size="xs"
          aria-label={t('ui.about', { title })}
          aria-expanded={opened}
          onMouseEnter={() => setOpened(true)}
          onMouseLeave={close}
          onFocus={() => setOpened(true)}
          onBlur={close}
          onClick={() => setOpened(true)}
        >
          <IconHelpCircle size={14} />
        </ActionIcon>
      }
    >
      {() => (
        <span role="status" className={classes.text}>
          {text}
        </span>
      )}
    </Flyout>
  )
}
