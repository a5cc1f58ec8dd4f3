import { Menu } from '@mantine/core'
import { type Dashboard, dashboards } from '@rapport/contract/analytics/dashboards'
import { useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import type { Doing } from './dashboard-actions.tsx'

/** What can be done with a dashboard. */
export function ActionChoices({ dashboard, begin }: { dashboard: Dashboard; begin: (doing: Doing) => void }) {
  const { t } = useWords()
  const mayShare = useMay(dashboards.roles)
  const home = useSend(dashboards.setHome, { refresh: [dashboards.list, dashboards.open, dashboards.home] })
  const { id, code, mayEdit } = dashboard
  const choose = (dashboardId: string | null) => {
    home
      .mutateAsync({ body: { dashboardId } })
      .then(() => notify(t(dashboardId ? 'dashboard.home.set' : 'dashboard.home.unset')))
      .catch((error: unknown) => notify(problemText(error).title))
  }
  return (
    <>
      {dashboard.home ? (
        <Menu.Item onClick={() => choose(null)}>{t('dashboard.home.stop')}</Menu.Item>
      ) : (
        <Menu.Item onClick={() => choose(id)}>{t('dashboard.home.begin')}</Menu.Item>
      )}
      <Menu.Item onClick={() => begin('copy')}>{t('dashboard.copy')}…</Menu.Item>
      {mayEdit && code === null && (
        <>
          {mayShare && <Menu.Item onClick={() => begin('share')}>{t('dashboard.share')}…</Menu.Item>}
          <Menu.Item onClick={() => begin('remove')}>{t('dashboard.remove')}…</Menu.Item>
        </>
      )}
    </>
  )
}
