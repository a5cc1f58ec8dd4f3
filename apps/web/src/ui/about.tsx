import { ActionIcon, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHelpCircle } from '@tabler/icons-react'
import { useWords } from '#words/words.ts'

/** What a figure is: a (?) that tells on hover, focus and tap. */
export function About({ title, text }: { title: string; text: string }) {
  const { t } = useWords()
  const [opened, { open, close, toggle }] = useDisclosure(false)
  return (
    <Popover opened={opened} onChange={(next) => (next ? open() : close())} width={280} position="bottom" withArrow>
      <Popover.Target>
        <ActionIcon
          size="xs"
          aria-label={t('ui.about', { title })}
          onMouseEnter={open}
          onMouseLeave={close}
          onFocus={open}
          onBlur={close}
          onClick={toggle}
        >
          <IconHelpCircle size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs" fz={12}>
        {text}
      </Popover.Dropdown>
    </Popover>
  )
}
