import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { VisitMark } from '#features/service/care-visits/visit-mark.tsx'
import { Day } from '#ui/day.tsx'
import { addDays } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

interface Props {
  /** One's own, or all in sight. */
  own: boolean
  /** Only those of days gone by. */
  overdue?: boolean
}

/** Visits of today and those that were due before; the latest day first. */
export function DueVisits({ own, overdue = false }: Props) {
  const { t } = useWords()
  const { id, today } = useViewer()
  const format = useFormat()
  const answer = useAsk(careVisits.list, {
    query: {
      to: overdue ? addDays(today, -1) : today,
      state: 'planned',
      direction: 'desc',
      limit: '12',
      ...(own ? { staff: id } : {}),
    },
  })
  return (
    <Section
      title={overdue ? t('today.overdue') : own ? t('today.visits') : t('today.queue')}
      actions={
        <Link to="/care-visits">{t('today.all', { total: answer.data ? format.count(answer.data.total) : '' })}</Link>
      }
    >
      <Answered answer={answer} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.about}>{overdue ? t('today.overdue.none') : t('today.visits.none')}</p>
          ) : (
            <ul className={classes.list}>
              {inOrder(items).map((visit) => (
                <li key={visit.id}>
                  <Link to={`/customers/${visit.customer.id}`} className={`${classes.name} truncate`}>
                    {visit.customer.name}
                  </Link>
                  <span className={`${classes.more} truncate`}>
                    {visit.plannedOn === today ? t('frame.today') : <Day on={visit.plannedOn} />} {visit.plannedTime} ·{' '}
                    {t(`visit-kind.${visit.kind}`)} · {t(`channel.${visit.channel}`)}
                    {!own && ` · ${visit.staff.name}`}
                  </span>
                  <VisitMark of={visit} today={today} />
                  <Link
                    to={`/care-visits/${visit.id}/record`}
                    aria-label={t('care-visit.record.for', { name: visit.customer.name })}
                  >
                    {t('care-visit.record.short')}
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

/** The latest day first, and a day from morning to evening. */
const inOrder = (visits: CareVisit[]) =>
  visits.toSorted(
    (one, other) =>
      other.plannedOn.localeCompare(one.plannedOn) ||
      (one.plannedTime ?? '99').localeCompare(other.plannedTime ?? '99'),
  )
