import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { workLogs } from '@rapport/contract/service/work-logs'
import { wire } from '#api/call.ts'
import { Allowed, may, useMay, useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { MissingList } from './missing-list.tsx'
import { MyDay } from './my-day.tsx'
import { WorkLogList } from './work-log-list.tsx'

const views = [
  { name: 'mine', asks: workLogs.openDay },
  { name: 'all', asks: workLogs.list },
  { name: 'missing', asks: workLogs.missing },
] as const

/** The log of a day: one's own; those in sight; and, for who leads, who has not handed in theirs. */
export function WorkLogPage() {
  const { t } = useWords()
  const viewer = useViewer()
  const { get } = useAddress()
  const allowed = useMay(workLogs.list)
  const shown = views.filter(({ asks }) => may(viewer, asks))
  const view = shown.find(({ name }) => name === get('view'))?.name ?? shown[0]?.name
  return (
    <Page
      fill={view === 'all'}
      title={t('work-log.title')}
      actions={
        view === 'all' && (
          <Allowed to={workLogs.exportRows}>
            <Button component="a" href={wire.base + addressOf(workLogs.exportRows, {})} download variant="default">
              {t('ui.export')}
            </Button>
          </Allowed>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {allowed && (
        <>
          <Views
            label={t('work-log.views')}
            views={shown.map(({ name }) => ({ name, label: t(`work-log.${name}`) }))}
            shown={view}
          />
          {view === 'mine' && <MyDay />}
          {view === 'all' && <WorkLogList />}
          {view === 'missing' && <MissingList />}
        </>
      )}
    </Page>
  )
}
