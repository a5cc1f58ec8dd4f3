import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Failed } from '#ui/states.tsx'
import { speak, speakOfAllPages, useWords } from '#words/words.ts'
import { type Desk, lastDesk } from './desk.ts'
import classes from './offline-visits.module.css'
import { useOnline } from './use-kept.ts'
import { useSending } from './use-sending.ts'
import { VisitsToSend } from './visits-to-send.tsx'

/** What opens where the firm cannot be reached: visits of whoever was signed in here last. For nobody else it is a page that failed. */
export function OfflineDesk({ error }: { error: unknown }) {
  const [desk, setDesk] = useState<Desk | null>()
  useEffect(() => {
    const found = lastDesk().then(async (last) => {
      if (last) await speak(last.locale).then(speakOfAllPages)
      return last
    })
    void found.then(setDesk, () => setDesk(null))
  }, [])
  if (desk === undefined) return null
  if (desk === null) return <Failed whole error={error} retry={() => window.location.reload()} />
  return <DeskOf desk={desk} />
}

function DeskOf({ desk: { person, planned } }: { desk: Desk }) {
  const { t } = useWords()
  const online = useOnline()
  useSending(person.id)
  useEffect(() => {
    document.title = `${t('offline-visits.title')} · Rapport`
  }, [t])
  // The business day is Shanghai's, wherever the device is.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())
  return (
    <main className={classes.desk}>
      <header className={classes.deskHead}>
        <h1>{t('offline-visits.title')}</h1>
        <span className={classes.dim}>{person.name}</span>
        <Button variant={online ? 'filled' : 'default'} onClick={() => window.location.reload()}>
          {t(online ? 'offline-visits.open' : 'ui.retry')}
        </Button>
      </header>
      <VisitsToSend person={person.id} today={today} planned={planned} />
    </main>
  )
}
