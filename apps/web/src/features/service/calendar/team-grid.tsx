import { calendar, type TeamMember } from '@rapport/contract/service/calendar'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'
import { DayHead } from './day-head.tsx'
import { minuteOf, timeOf } from './times.ts'

/** Who of the team is busy when, a line a person; a name leads to their calendar. */
export function TeamGrid({ days }: { days: readonly string[] }) {
  const { t } = useWords()
  const { today } = useViewer()
  const answer = useAsk(calendar.team, { query: { from: days[0]!, to: days.at(-1)! } }, { keep: true })
  return (
    <div className={classes.scroll}>
      <Answered answer={answer} lines={10}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('calendar.none')} />
          ) : (
            <div
              className={classes.team}
              style={{ gridTemplateColumns: `120px repeat(${days.length}, minmax(0, 1fr))` }}
            >
              <span className={classes.corner} />
              {days.map((on) => (
                <DayHead key={on} on={on} today={on === today} />
              ))}
              {items.map((member) => (
                <Member key={member.person.id} of={member} days={days} />
              ))}
            </div>
          )
        }
      </Answered>
    </div>
  )
}

function Member({ of: { person, items }, days }: { of: TeamMember; days: readonly string[] }) {
  const { t } = useWords()
  return (
    <>
      <Link to={`?person=${person.id}`}>{person.name}</Link>
      {days.map((on) => (
        <section key={on} className={classes.member} aria-label={`${person.name}: ${on}`}>
          {items
            .filter((item) => item.on === on)
            .map((item) => (
              <span key={item.id + item.startsAt} className={classes.chip} data-kind={item.kind}>
                <span className="figures">
                  {[item.startsAt, item.endsAt]
                    .map((at) => at && timeOf(minuteOf(at)))
                    .filter(Boolean)
                    .join('–')}
                </span>{' '}
                {item.title ?? t('calendar.busy')}
              </span>
            ))}
        </section>
      ))}
    </>
  )
}
