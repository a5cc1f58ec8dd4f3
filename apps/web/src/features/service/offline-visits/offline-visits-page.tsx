import { careVisits } from '@rapport/contract/service/care-visits'
import { useEffect, useState } from 'react'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Page } from '#ui/page.tsx'
import { Empty, NotAllowed, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { type Desk, lastDesk } from './desk.ts'
import { canKeep } from './device.ts'
import { VisitsToSend } from './visits-to-send.tsx'

/** Visits written down without a network, in the frame: also while the network is there. */
export function OfflineVisitsPage() {
  const { t } = useWords()
  const { id, today } = useViewer()
  const mayEnter = useMay(careVisits.enter)
  const [desk, setDesk] = useState<Desk | null>()
  useEffect(() => {
    void lastDesk().then(setDesk, () => setDesk(null))
  }, [])
  const planned = desk?.person.id === id ? desk.planned : []
  return (
    <Page narrow title={t('offline-visits.title')} crumbs={[{ label: t('care-visits.title'), to: '/care-visits' }]}>
      {!mayEnter ? (
        <NotAllowed />
      ) : !canKeep() ? (
        <Empty title={t('offline-visits.cannot')}>
          <p>{t('offline-visits.cannot.text')}</p>
        </Empty>
      ) : desk === undefined ? (
        <Skeleton />
      ) : (
        <VisitsToSend person={id} today={today} planned={planned} />
      )}
    </Page>
  )
}
