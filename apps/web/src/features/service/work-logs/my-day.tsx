import { workLogs } from '@rapport/contract/service/work-logs'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { DayInput } from '#ui/day-input.tsx'
import { addDays, isDay } from '#ui/days.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { DayCountsList } from './day-counts-list.tsx'
import { LogWords } from './log-words.tsx'
import { WriteLog } from './write-log.tsx'

/** A day of one's own: what the product counted, and one's own words to it. */
export function MyDay() {
  const { t } = useWords()
  const { id, today } = useViewer()
  const { get, change } = useAddress()
  const named = get('day')
  const day = isDay(named) ? named : today
  const answer = useAsk(workLogs.openDay, { params: { day } })
  return (
    <>
      <DayInput
        label={t('work-log.day')}
        value={day}
        minDate={addDays(today, -30)}
        maxDate={today}
        maw={200}
        my="sm"
        onChange={(next) => change({ day: next === today ? null : next })}
      />
      <Answered answer={answer} lines={6}>
        {({ did, works, log }) => (
          <>
            {!works && <p role="status">{t('work-log.free-day')}</p>}
            <Section title={t('work-log.did')}>
              <DayCountsList did={did} person={id} day={day} />
            </Section>
            <Section title={t('work-log.text')}>
              {log?.state === 'answered' ? <LogWords of={log} /> : <WriteLog key={day} day={day} log={log} />}
            </Section>
          </>
        )}
      </Answered>
    </>
  )
}
