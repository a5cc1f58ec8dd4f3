import type { CalendarItem } from '@rapport/contract/service/calendar'
import type { CSSProperties } from 'react'
import { Link } from 'react-router'
import { useAddress } from '#ui/address.ts'
import { useTitleOf } from '#words/title-of.ts'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'
import { minuteOf, timeOf } from './times.ts'
import type { useCarry } from './use-carry.ts'

type Carry = ReturnType<typeof useCarry>

/** What it is called in a few words: title before customer before kind. */
export function useTitle() {
  const { t } = useWords()
  const titleOf = useTitleOf()
  return ({ kind, title, titleZh, customer }: CalendarItem) =>
    [kind === 'birthday' ? t('calendar-kind.birthday') : null, customer?.name, titleOf({ title, titleZh })]
      .filter(Boolean)
      .join(' · ') || t(`calendar-kind.${kind}`)
}

/** A meeting in its window, above the calendar as it is; of a series, one of its times. */
function meetingAt(params: URLSearchParams, id: string, seriesAt: string | null) {
  const next = new URLSearchParams(params)
  next.set('meeting', id)
  if (seriesAt) next.set('at', seriesAt)
  else next.delete('at')
  return `?${next}`
}

/** One thing that is planned: its time and title, leading to it; carried to another day or time where that may be. */
export function CalendarChip({ item, carry, style }: { item: CalendarItem; carry?: Carry; style?: CSSProperties }) {
  const { t } = useWords()
  const { params } = useAddress()
  const title = useTitle()(item)
  const { kind, id, startsAt, seriesAt, customer } = item
  const to = {
    visit: `/care-visits/${id}`,
    task: `/tasks/${id}`,
    'call-back': `/tasks/${id}`,
    meeting: meetingAt(params, id, seriesAt),
    birthday: `/customers/${customer?.id}`,
  }[kind]
  const held = carry?.carried
  const carried = held?.item.kind === kind && held.item.id === id && held.item.startsAt === startsAt ? held : null
  const time = startsAt ? timeOf(minuteOf(startsAt)) : null
  return (
    <Link
      to={to}
      className={classes.chip}
      data-kind={kind}
      data-done={item.done || undefined}
      data-movable={item.version !== null || undefined}
      data-carried={carried ? '' : undefined}
      title={[time, t(`calendar-kind.${kind}`), title, item.place].filter(Boolean).join(' · ')}
      aria-describedby={item.version !== null && carry ? 'calendar-move-help' : undefined}
      style={{ ...style, ...(carried?.by ? { transform: `translate(${carried.by.x}px, ${carried.by.y}px)` } : {}) }}
      {...(carry ? carry.handles(item) : {})}
    >
      {time && <span className="figures">{time}</span>}{' '}
      <span className="visually-hidden">{t(`calendar-kind.${kind}`)}</span>{' '}
      <span className={classes.chipTitle}>{title}</span>
      {carried && !carried.by && (
        <span className={classes.target}>{[held!.to.on.slice(5), held!.to.time].filter(Boolean).join(' ')}</span>
      )}
    </Link>
  )
}
