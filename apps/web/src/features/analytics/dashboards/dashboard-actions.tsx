import { ActionIcon } from '@mantine/core'
import { type Dashboard, dashboards } from '@rapport/contract/analytics/dashboards'
import { IconDots } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { Confirm } from '#ui/confirm.tsx'
import { MenuFlyout } from '#ui/flyout.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { useDashboardName } from './dashboard-name.ts'
import { EditButton } from './edit-button.tsx'
import { NewDashboard } from './new-dashboard.tsx'
import { ShareDashboard } from './share-dashboard.tsx'

const Choices = lazy(() => import('./action-choices.tsx').then((module) => ({ default: module.ActionChoices })))
export type Doing = 'share' | 'copy' | 'remove'

/** Arranges a dashboard, shares, copies and removes it, and makes it what one begins with. */
export function DashboardActions({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const name = useDashboardName()(dashboard)
  const [doing, setDoing] = useState<Doing | 'choosing' | null>(null)
  const remove = useSend(dashboards.remove, { refresh: [dashboards.list, dashboards.home] })
  const close = () => setDoing(null)
  const { id, version, mayEdit } = dashboard
  return (
    <>
      {mayEdit && <EditButton id={id} />}
      <MenuFlyout
        opened={doing === 'choosing'}
        // What was chosen may have opened something else meanwhile.
        close={() => setDoing((now) => (now === 'choosing' ? null : now))}
        end
        width={240}
        target={
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('dashboard.more')}
            aria-haspopup="menu"
            aria-expanded={doing === 'choosing'}
            onClick={() => setDoing(doing ? null : 'choosing')}
          >
            <IconDots size={16} />
          </ActionIcon>
        }
      >
        {() => <Choices dashboard={dashboard} begin={setDoing} />}
      </MenuFlyout>
      {doing === 'copy' && <NewDashboard copyOf={{ id, name }} close={close} />}
      {doing === 'share' && <ShareDashboard dashboard={dashboard} close={close} />}
      {doing === 'remove' && (
        <Confirm
          danger
          title={t('dashboard.remove')}
          act={t('ui.remove')}
          onClose={close}
          onAct={async () => {
            await remove.mutateAsync({ params: { id }, version })
            void notify(t('dashboard.removed', { name }))
            await navigate('/dashboards')
          }}
        >
          <p>{t('dashboard.remove.text', { name })}</p>
        </Confirm>
      )}
    </>
  )
}
