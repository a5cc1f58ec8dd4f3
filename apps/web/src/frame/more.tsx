import { Drawer } from '@mantine/core'
import { useWords } from '#words/words.ts'
import { Navigation } from './navigation.tsx'

/** All pages, on a phone. */
export function More({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="min(560px, 80dvh)"
      title={t('frame.more')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Navigation onGo={onClose} />
    </Drawer>
  )
}
