import { Button } from '@mantine/core'
import { type Dashboard, dashboards } from '@rapport/contract/analytics/dashboards'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { may, useMay, useViewer } from '#api/viewer.tsx'
import { WaitingApprovals } from '#features/administration/approvals/waiting-approvals.tsx'
import { UnreadNotices } from '#features/administration/notices/unread-notices.tsx'
import { EditButton } from '#features/analytics/dashboards/edit-button.tsx'
import { readBy } from '#features/analytics/dashboards/reading.ts'
import { TileGrid } from '#features/analytics/dashboards/tile-grid.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { Places } from './places.tsx'

/**
 * What one begins with: the dashboard of one's level of management, or one of one's choice. Who decides sees the firm, who keeps
 * a unit in hand sees the unit and what is overdue, who works with customers sees what to do today.
 */
export function TodayPage() {
  const { t } = useWords()
  const viewer = useViewer()
  const format = useFormat()
  const mayChoose = useMay(dashboards.setHome)
  const answer = useAsk(dashboards.home)
  const chosen = answer.data?.dashboard
  return (
    <Page
      title={t('frame.today')}
      heading={<h1>{t('today.greeting', { name: viewer.name })}</h1>}
      about={format.dayLong(viewer.today)}
      actions={
        mayChoose &&
        chosen && (
          <Button
            component={Link}
            to={chosen.home ? `/dashboards/${chosen.id}` : '/dashboards'}
            variant="subtle"
            size="xs"
          >
            {t('dashboard.home.other')}
          </Button>
        )
      }
    >
      <UnreadNotices />
      <WaitingApprovals />
      <Answered answer={answer} lines={12}>
        {({ dashboard }) => (dashboard ? <Tiles dashboard={dashboard} /> : <Places />)}
      </Answered>
    </Page>
  )
}

function Tiles({ dashboard: { id, code, tiles, mayEdit } }: { dashboard: Dashboard }) {
  const { t } = useWords()
  const viewer = useViewer()
  // What everybody of a level begins with leaves out what one's role does not read; a dashboard of choice says so.
  const shown = code ? tiles.filter((tile) => may(viewer, readBy(tile))) : tiles
  if (shown.length > 0) return <TileGrid label={t('frame.today')} tiles={shown} />
  return (
    <Empty title={t('dashboard.empty')} action={mayEdit && <EditButton id={id} />}>
      {t('dashboard.empty.text')}
    </Empty>
  )
}
