import { cases } from '@rapport/contract/service/cases'
import { useAsk } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './cases.module.css'
import { useMinutes } from './minutes.ts'

/** Every state, person and minute of a case, as a time line. */
export function CaseStory({ id }: { id: string }) {
  const { t } = useWords()
  const minutes = useMinutes()
  const answer = useAsk(cases.history, { params: { id } })
  return (
    <Section title={t('case.story')}>
      <Answered answer={answer} lines={3}>
        {({ items }) => (
          <ol className={classes.story}>
            {items.map((event) => (
              <li key={event.id}>
                <Instant at={event.at} />
                <div>
                  <strong>{t(`case-event.${event.what}`)}</strong>
                  {event.what === 'assigned' && ` → ${event.handler ?? t('case.handler.nobody')}`}
                  <span className={classes.about}>
                    {event.actor && ` · ${event.actor}`}
                    {event.minutes > 0 && ` · ${t('case.story.after', { minutes: minutes(event.minutes) })}`}
                  </span>
                  {event.note && <p>{event.note}</p>}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Answered>
    </Section>
  )
}
