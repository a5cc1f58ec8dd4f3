import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Empty, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import type { PlannedVisit } from './desk.ts'
import { EntryForm } from './entry-form.tsx'
import { KeptList } from './kept-list.tsx'
import type { KeptVisit } from './kept-visits.ts'
import classes from './offline-visits.module.css'
import { useKept, useOnline } from './use-kept.ts'

interface Props {
  person: string
  today: string
  planned: readonly PlannedVisit[]
}
type Writing = { of?: { id: string; customer: string }; from?: KeptVisit['entry'] }

/** Visits without a network: what one may write down, what waits to be sent, and what was refused. */
export function VisitsToSend({ person, today, planned }: Props) {
  const { t } = useWords()
  const kept = useKept(person)
  const online = useOnline()
  const [writing, setWriting] = useState<Writing>()
  if (kept === undefined) return <Skeleton />
  const attention = kept.filter(({ state }) => state === 'attention')
  const waiting = kept.filter(({ state }) => state === 'waiting')
  const open = planned.filter(
    ({ id, plannedOn }) => plannedOn <= today && !kept.some(({ entry }) => entry.visitId === id),
  )
  if (writing)
    return (
      <Section title={writing.of ? t('care-visit.record.for', { name: writing.of.customer }) : t('offline-visits.new')}>
        <EntryForm
          key={writing.of?.id ?? 'new'}
          person={person}
          today={today}
          known={planned}
          of={writing.of}
          from={writing.from}
          onDone={() => setWriting(undefined)}
          onCancel={() => setWriting(undefined)}
        />
      </Section>
    )
  const edit = ({ entry, customer }: KeptVisit) =>
    setWriting({ ...(entry.visitId && { of: { id: entry.visitId, customer } }), from: entry })
  return (
    <div className={classes.all}>
      <p role="status" className={classes.about}>
        {online ? t('offline-visits.about.online') : t('offline-visits.about')}
      </p>
      <Persistence />
      {attention.length > 0 && (
        <Section title={t('offline-visits.attention', { count: attention.length })}>
          <KeptList kept={attention} onEdit={edit} />
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={t('offline-visits.waiting', { count: waiting.length })}>
          <KeptList kept={waiting} onEdit={edit} />
        </Section>
      )}
      <Section
        title={t('offline-visits.planned')}
        actions={
          <Button size="xs" onClick={() => setWriting({})}>
            {t('offline-visits.new')}
          </Button>
        }
      >
        {open.length === 0 ? (
          <Empty title={t('offline-visits.none')}>
            <p>{t('offline-visits.none.text')}</p>
          </Empty>
        ) : (
          <ul className={classes.list}>
            {open.map(({ id, customer, plannedOn, plannedTime, kind }) => (
              <li key={id} className={classes.planned}>
                <span>
                  <strong>{customer.name}</strong> <span className={classes.dim}>{customer.customerNo}</span>
                </span>
                <span className={classes.dim}>
                  <Day on={plannedOn} /> {plannedTime ?? t('care-visit.any-time')} · {t(`visit-kind.${kind}`)}
                </span>
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('care-visit.record.for', { name: customer.name })}
                  onClick={() => setWriting({ of: { id, customer: customer.name } })}
                >
                  {t('care-visit.record.short')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}

/** A browser that has not promised to keep what it has may clear it when its disk is full. */
function Persistence() {
  const { t } = useWords()
  const [promised, setPromised] = useState(true)
  useEffect(() => {
    void navigator.storage?.persisted?.().then(setPromised, () => undefined)
  }, [])
  return promised ? null : <p className={classes.dim}>{t('offline-visits.not-promised')}</p>
}
