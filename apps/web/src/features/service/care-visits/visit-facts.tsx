import { customers } from '@rapport/contract/customer/customers'
import type { CareVisit } from '@rapport/contract/service/care-visits'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import classes from './visit.module.css'
import { VisitMark } from './visit-mark.tsx'

/** Whom, when, who and what: what a visit is planned as. */
export function PlannedFacts({ visit, withState }: { visit: CareVisit; withState?: boolean }) {
  const { t } = useWords()
  const viewer = useViewer()
  const mayOpen = useMay(customers.open)
  const { customer } = visit
  const facts: [string, ReactNode][] = [
    [
      t('care-visit.customer'),
      <span key="customer">
        {mayOpen ? <Link to={`/customers/${customer.id}`}>{customer.name}</Link> : customer.name}{' '}
        <span className={`${classes.dim} figures`}>{customer.customerNo}</span>
      </span>,
    ],
    [
      t('care-visit.planned-on'),
      <span key="day" className="figures">
        <Day on={visit.plannedOn} /> {visit.plannedTime ?? t('care-visit.any-time')}
      </span>,
    ],
    [t('care-visit.kind'), `${t(`visit-kind.${visit.kind}`)} · ${t(`channel.${visit.channel}`)}`],
    [t('care-visit.staff'), `${visit.staff.name} · ${visit.unit.name}`],
  ]
  if (visit.security) facts.push([t('security.one'), `${visit.security.code} ${visit.security.name ?? ''}`])
  if (withState) facts.push([t('care-visit.state'), <VisitMark key="state" of={visit} today={viewer.today} />])
  if (visit.purpose) facts.push([t('care-visit.purpose'), visit.purpose])
  // A cancelled visit keeps the reason where a recorded one has what was said.
  if (visit.state === 'cancelled') facts.push([t('care-visit.cancel.reason'), visit.content])
  return <Facts of={facts} />
}

/** What came of a visit. */
export function RecordedFacts({ visit }: { visit: CareVisit }) {
  const { t } = useWords()
  if (visit.outcome === null) return null
  return (
    <div className={classes.recorded}>
      <p className={classes.content}>{visit.content}</p>
      <Facts
        of={[
          [t('care-visit.outcome'), t(`outcome.${visit.outcome}`)],
          [
            t('care-visit.minutes'),
            visit.minutes === null ? null : t('care-visit.minutes.value', { count: visit.minutes }),
          ],
          [t('care-visit.recorded-at'), <Instant key="at" at={visit.recordedAt} />],
          [t('care-visit.recorded-by'), visit.recordedBy],
        ]}
      />
    </div>
  )
}
