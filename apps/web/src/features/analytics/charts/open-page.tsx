import { ActionIcon } from '@mantine/core'
import { IconArrowUpRight } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useWords } from '#words/words.ts'

/** From a tile to the page where it can be looked at in full. */
export function OpenPage({ to, title }: { to: string; title: string }) {
  const { t } = useWords()
  return (
    <ActionIcon component={Link} to={to} variant="subtle" size="md" aria-label={t('dashboard.tile.open', { title })}>
      <IconArrowUpRight size={16} />
    </ActionIcon>
  )
}
