import type { CalendarItem } from '@rapport/contract/service/calendar'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { addDays } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { useTitleOf } from '#words/title-of.ts'
import { useWords } from '#words/words.ts'
import { STEP, timeOf } from './times.ts'
import { type Place, placeOf, useMove } from './use-move.ts'

/** Further than a hand trembles, in pixels. */
const DRAGGED = 6
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const within = (minute: number) => Math.min(1440 - STEP, Math.max(0, minute))

interface Carried {
  item: CalendarItem
  to: Place
  /** How far the pointer has carried it, in pixels; null where the keyboard does. */
  by: { x: number; y: number } | null
}

/**
 * Picking things up and putting them down elsewhere: with a pointer by dragging, with the keyboard by space, arrows and Enter. A place on the
 * page says by `data-on` of which day it is, and by `data-from` and `data-minutes` which minutes of it; without those it keeps the time.
 */
export function useCarry({ timed }: { timed: boolean }) {
  const { t } = useWords()
  const format = useFormat()
  const titleOf = useTitleOf()
  const { move, asking, choose } = useMove()
  const [carried, setCarried] = useState<Carried | null>(null)
  const [said, say] = useState('')
  const began = useRef<{ x: number; y: number; dragged: boolean } | null>(null)
  const nameOf = ({ on, time }: Place) => [format.dayLong(on), time ?? t('calendar.any-time')].join(' ')
  const show = (next: Carried) => {
    setCarried(next)
    say(
      t('calendar.moving', { title: titleOf(next.item) ?? t(`calendar-kind.${next.item.kind}`), to: nameOf(next.to) }),
    )
  }
  const leave = () => {
    setCarried(null)
    say(t('calendar.stayed'))
  }
  const putDown = ({ item, to }: Carried) => {
    setCarried(null)
    say('')
    move(item, to)
  }

  function keyed(item: CalendarItem, event: KeyboardEvent) {
    const mine = carried?.item.kind === item.kind && carried.item.id === item.id && carried.by === null ? carried : null
    if (event.key === ' ' && item.version !== null) {
      event.preventDefault()
      return mine ? putDown(mine) : show({ item, to: placeOf(item), by: null })
    }
    if (!mine) return
    const { on, time } = mine.to
    const days = { ArrowLeft: -1, ArrowRight: 1, ...(timed ? {} : { ArrowUp: -7, ArrowDown: 7 }) }[event.key]
    const steps = timed ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (days === undefined && steps === undefined && event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    if (event.key === 'Enter') return putDown(mine)
    if (event.key === 'Escape') {
      event.stopPropagation()
      return leave()
    }
    if (days !== undefined) show({ ...mine, to: { on: addDays(on, days), time } })
    else show({ ...mine, to: { on, time: timeOf(time === null ? 9 * 60 : within(minutesOf(time) + steps! * STEP)) } })
  }

  const pointer = (item: CalendarItem) =>
    item.version === null
      ? {}
      : {
          onPointerDown(event: PointerEvent) {
            // A finger scrolls; the form of a thing moves it there.
            if (event.button !== 0 || event.pointerType === 'touch') return
            began.current = { x: event.clientX, y: event.clientY, dragged: false }
            event.currentTarget.setPointerCapture(event.pointerId)
          },
          onPointerMove(event: PointerEvent) {
            const start = began.current
            if (!start) return
            const by = { x: event.clientX - start.x, y: event.clientY - start.y }
            if (!start.dragged && Math.hypot(by.x, by.y) < DRAGGED) return
            start.dragged = true
            show({ item, to: placeAt(event, item) ?? placeOf(item), by })
          },
          onPointerUp(event: PointerEvent) {
            const start = began.current
            began.current = start?.dragged ? start : null
            if (!start?.dragged) return
            const to = placeAt(event, item)
            if (to) putDown({ item, to, by: null })
            else leave()
          },
          onPointerCancel() {
            began.current = null
            setCarried(null)
          },
        }

  return {
    carried,
    /** What of a series is to be moved, until it is said which times are meant. */
    asking,
    choose,
    /** What is read out while something is carried. */
    said,
    /** What an item needs to be carried; its link is not followed at the end of a drag. */
    handles: (item: CalendarItem) => ({
      ...pointer(item),
      draggable: false,
      onKeyDown: (event: KeyboardEvent) => keyed(item, event),
      onClick(event: { preventDefault: () => void }) {
        if (!began.current?.dragged) return
        began.current = null
        event.preventDefault()
      },
      onBlur: () => carried?.by === null && leave(),
    }),
  }
}

/** The place under the pointer; the minute is that of the upper edge of what is carried. */
function placeAt({ clientX, clientY, currentTarget }: PointerEvent, item: CalendarItem): Place | null {
  const place = document
    .elementsFromPoint(clientX, clientY)
    .find((one): one is HTMLElement => one instanceof HTMLElement && one.dataset.on !== undefined)
  const on = place?.dataset.on
  if (!place || !on) return null
  const { from, minutes, any } = place.dataset
  if (any !== undefined) return { on, time: item.kind === 'meeting' ? placeOf(item).time : null }
  if (from === undefined || minutes === undefined) return { on, time: placeOf(item).time }
  const box = place.getBoundingClientRect()
  const minute = Number(from) + ((currentTarget.getBoundingClientRect().top - box.top) / box.height) * Number(minutes)
  return { on, time: timeOf(within(Math.round(minute / STEP) * STEP)) }
}
