import { Button } from '@mantine/core'
import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { keptVisits } from '#features/service/offline-visits/kept-visits.ts'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { RecordOutcome } from './record-outcome.tsx'
import classes from './visit.module.css'
import { PlannedFacts } from './visit-facts.tsx'

/** Records what came of a visit, thumb in reach on a phone; afterwards one is back where one came from. */
export function RecordOutcomePage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const location = useLocation()
  const navigate = useNavigate()
  const mayRecord = useMay(careVisits.recordOutcome)
  const answer = useAsk(careVisits.open, { params: { id } })
  // Opened by a link from elsewhere there is no page of ours to go back to.
  const back = () => navigate(location.key === 'default' ? '/care-visits' : (-1 as never))
  return (
    <Page
      narrow
      title={t('care-visit.record')}
      crumbs={[{ label: t('care-visits.title'), to: '/care-visits' }]}
      heading={
        answer.data && (
          <h1 className={classes.title}>{t('care-visit.record.for', { name: answer.data.customer.name })}</h1>
        )
      }
    >
      {mayRecord ? (
        <Answered answer={answer}>
          {(visit) => (
            <>
              <PlannedFacts visit={visit} />
              <Recording visit={visit} onDone={() => void back()} />
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Recording({ visit, onDone }: { visit: CareVisit; onDone: () => void }) {
  const { t } = useWords()
  const { id: person, today } = useViewer()
  const [here, setHere] = useState(false)
  useEffect(() => {
    // Asked once: what is being sent must not take the form away.
    const found = keptVisits(person).then((kept) => kept.some(({ entry }) => entry.visitId === visit.id))
    void found.then(setHere, () => undefined)
  }, [person, visit.id])
  const format = useFormat()
  const see = (
    <Button component={Link} to={`/care-visits/${visit.id}`} variant="default">
      {t('care-visit.see')}
    </Button>
  )
  if (visit.state === 'recorded')
    return <Stopped title={t('care-visit.already')} text={t('care-visit.already.text')} action={see} />
  if (visit.state === 'cancelled')
    return <Stopped title={t('care-visit.was-cancelled')} text={t('care-visit.was-cancelled.text')} action={see} />
  if (here)
    return (
      <Stopped
        title={t('offline-visits.here')}
        text={t('offline-visits.here.text')}
        action={
          <Button component={Link} to="/care-visits/offline" variant="default">
            {t('offline-visits.see')}
          </Button>
        }
      />
    )
  if (visit.plannedOn > today)
    return (
      <Stopped
        title={t('care-visit.not-yet', { day: format.day(visit.plannedOn) })}
        text={t('care-visit.not-yet.text')}
        action={
          <>
            <Allowed to={careVisits.change}>
              <MoveToToday visit={visit} />
            </Allowed>
            {see}
          </>
        }
      />
    )
  return <RecordOutcome visit={visit} onDone={onDone} />
}

function Stopped({ title, text, action }: { title: string; text: string; action: ReactNode }) {
  return (
    <Empty title={title} action={action}>
      <p>{text}</p>
    </Empty>
  )
}

function MoveToToday({ visit }: { visit: CareVisit }) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(careVisits.change, { refresh: [careVisits.list, careVisits.open] })
  return (
    <Button
      loading={send.isPending}
      onClick={() => send.mutate({ params: { id: visit.id }, body: { plannedOn: today }, version: visit.version })}
    >
      {t('care-visit.move-to-today')}
    </Button>
  )
}
