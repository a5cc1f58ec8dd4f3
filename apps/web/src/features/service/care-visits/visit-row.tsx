import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { Link } from 'react-router'
import { useMay, useViewer } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './care-visits.module.css'
import { VisitMark } from './visit-mark.tsx'

interface Props {
  visit: CareVisit
  /** Where looking at it beside the list leads. */
  href: string
  looked: boolean
  /** Among visits of several days, the day is said. */
  withDay?: boolean
}

/** One visit in a day: opens beside the list; what can be recorded has its button at the end. */
export function VisitRow({ visit, href, looked, withDay }: Props) {
  const { t } = useWords()
  const viewer = useViewer()
  const format = useFormat()
  const mayRecord = useMay(careVisits.recordOutcome)
  const due = mayRecord && visit.state === 'planned' && visit.plannedOn <= viewer.today
  return (
    <li className={classes.row} data-looked={looked || undefined} data-state={visit.state}>
      <span className={`${classes.time} figures`}>
        {withDay ? (
          <span title={format.dayLong(visit.plannedOn)}>{visit.plannedOn.slice(5)}</span>
        ) : (
          (visit.plannedTime ?? '–')
        )}
      </span>
      <Link to={href} className={`${classes.who} truncate`} preventScrollReset>
        {visit.customer.name}
      </Link>
      <span className={`${classes.what} truncate`}>
        {t(`visit-kind.${visit.kind}`)} · {t(`channel.${visit.channel}`)}
      </span>
      <span className={`${classes.purpose} truncate`}>{visit.purpose}</span>
      <span className={`${classes.staff} truncate`}>{visit.staff.name}</span>
      <span className={`${classes.unit} truncate`}>{visit.unit.name}</span>
      <span className={classes.mark}>
        <VisitMark of={visit} today={viewer.today} />
      </span>
      <span className={classes.act}>
        {due && (
          <Link
            to={`/care-visits/${visit.id}/record`}
            className={classes.record}
            aria-label={t('care-visit.record.for', { name: visit.customer.name })}
          >
            {t('care-visit.record.short')}
          </Link>
        )}
      </span>
    </li>
  )
}
