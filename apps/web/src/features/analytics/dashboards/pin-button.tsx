import { ActionIcon } from '@mantine/core'
import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { IconPin } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { useMay } from '#api/viewer.tsx'
import { MenuFlyout } from '#ui/flyout.tsx'
import { useWords } from '#words/words.ts'

const Choices = lazy(() => import('./pin-choices.tsx').then((module) => ({ default: module.PinChoices })))
const NewDashboard = lazy(() => import('./new-dashboard.tsx').then((module) => ({ default: module.NewDashboard })))

/** Puts what it stands beside on a dashboard: one of one's own, or a new one. */
export function PinButton({ tile, title }: { tile: Tile; title: string }) {
  const { t } = useWords()
  const [opened, setOpened] = useState<'choices' | 'new' | null>(null)
  const close = () => setOpened(null)
  if (!useMay(dashboards.pin)) return null
  return (
    <>
      <MenuFlyout
        opened={opened === 'choices'}
        // “New” opens a form as the menu closes.
        close={() => setOpened((now) => (now === 'choices' ? null : now))}
        end
        width={260}
        target={
          <ActionIcon
            variant="default"
            size="md"
            aria-label={t('dashboard.pin.what', { title })}
            title={t('dashboard.pin')}
            aria-haspopup="menu"
            aria-expanded={opened === 'choices'}
            onClick={() => setOpened(opened ? null : 'choices')}
          >
            <IconPin size={16} />
          </ActionIcon>
        }
      >
        {() => <Choices tile={tile} begin={() => setOpened('new')} />}
      </MenuFlyout>
      {opened === 'new' && <NewDashboard tile={tile} close={close} />}
    </>
  )
}
