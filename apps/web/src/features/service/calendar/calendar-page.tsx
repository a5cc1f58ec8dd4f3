import { Button } from '@mantine/core'
import { calendar } from '@rapport/contract/service/calendar'
import { meetings } from '@rapport/contract/service/meetings'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { Agenda } from './agenda.tsx'
import classes from './calendar.module.css'
import { CalendarBar } from './calendar-bar.tsx'
import { type CalendarView, calendarViews, dayIn, daysShown } from './days-shown.ts'
import { FeedDialog } from './feed-dialog.tsx'
import { MeetingDialog } from './meeting-dialog.tsx'
import { MonthGrid } from './month-grid.tsx'
import { PlanMeeting } from './plan-meeting.tsx'
import { TeamGrid } from './team-grid.tsx'
import { useCarry } from './use-carry.ts'
import { WeekGrid } from './week-grid.tsx'
import { WhichTimes } from './which-times.tsx'

/** What one has planned, by week, day or month; for who leads, who of the team is busy when. */
export function CalendarPage() {
  const { t } = useWords()
  const { today } = useViewer()
  const { get, change } = useAddress()
  const mayRead = useMay(calendar.list)
  const mayLead = useMay(calendar.team)
  const [subscribing, setSubscribing] = useState(false)
  const asked = calendarViews.find((one) => one === get('view')) ?? 'week'
  const view = asked === 'team' && !mayLead ? 'week' : asked
  const on = dayIn(get('day'), today)
  const meeting = get('meeting')
  return (
    <Page
      fill
      title={t('calendar.title')}
      actions={
        <>
          <Button variant="default" onClick={() => setSubscribing(true)}>
            {t('calendar.feed')}
          </Button>
          <Allowed to={meetings.create}>
            <Button onClick={() => change({ plan: 'meeting' })}>{t('meeting.new')}</Button>
          </Allowed>
        </>
      }
    >
      {mayRead ? (
        <>
          <CalendarBar view={view} on={on} views={mayLead ? calendarViews : calendarViews.slice(0, 3)} />
          {view === 'team' ? <TeamGrid days={daysShown(view, on)} /> : <Shown view={view} on={on} />}
        </>
      ) : (
        <NotAllowed />
      )}
      {get('plan') === 'meeting' && <PlanMeeting on={on} onClose={() => change({ plan: null }, { replace: true })} />}
      {meeting && (
        <MeetingDialog
          key={meeting}
          id={meeting}
          seriesAt={get('at') ?? null}
          onClose={() => change({ meeting: null, at: null }, { replace: true })}
        />
      )}
      {subscribing && <FeedDialog onClose={() => setSubscribing(false)} />}
    </Page>
  )
}

function Shown({ view, on }: { view: CalendarView; on: string }) {
  const { t } = useWords()
  const phone = usePhone()
  const { get } = useAddress()
  const days = daysShown(view, on)
  const person = get('person')
  const query = { from: days[0]!, to: days.at(-1)!, ...(person ? { person } : {}) }
  const answer = useAsk(calendar.list, { query }, { keep: true })
  const carry = useCarry({ timed: view !== 'month' })
  return (
    <div className={classes.scroll}>
      <WhichTimes asking={carry.asking} onChoose={carry.choose} />
      <Answered answer={answer} lines={10}>
        {({ items, complete }) => (
          <>
            {!complete && <p role="status">{t('calendar.cut')}</p>}
            <p id="calendar-move-help" className="visually-hidden">
              {t('calendar.move-help')}
            </p>
            <p className="visually-hidden" role="status" aria-live="assertive">
              {carry.said}
            </p>
            {phone ? (
              items.length === 0 ? (
                <Empty title={t('calendar.none')}>{t('calendar.none.text')}</Empty>
              ) : (
                <Agenda days={days} items={items} />
              )
            ) : view === 'month' ? (
              <MonthGrid days={days} month={on.slice(0, 7)} items={items} carry={carry} />
            ) : (
              <WeekGrid days={days} items={items} carry={carry} />
            )}
            {!phone && items.length === 0 && <Empty title={t('calendar.none')}>{t('calendar.none.text')}</Empty>}
          </>
        )}
      </Answered>
    </div>
  )
}
