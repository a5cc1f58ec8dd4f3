import type { Db } from '@rapport/database/as-viewer'
import { Temporal } from 'temporal-polyfill'
import type { Planned } from './calendar-items.ts'

/** The days between two by month and day; whoever was born on the 29th of February has the 28th where there is none. */
export function daysOfYear(from: string, to: string): Map<string, string> {
  const days = new Map<string, string>()
  const last = Temporal.PlainDate.from(to)
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const text = day.toString()
    days.set(text.slice(5), text)
    if (text.endsWith('-02-28') && !day.inLeapYear) days.set('02-29', text)
  }
  return days
}

/** Birthdays of the customers whom a person looks after and the viewer sees. */
export async function birthdaysIn(db: Db, whose: string, from: string, to: string): Promise<Planned[]> {
  const days = daysOfYear(from, to)
  const rows = await db.rows<{
    id: string
    name: string
    customerNo: string
    born: string
    version: number
    changedAt: string
  }>(
    'calendar.birthdays',
    `select c.id, c.name, c.customer_no as "customerNo", to_char(c.birth_on, 'MM-DD') as born, c.version, c.updated_at as "changedAt"
     from customers c where c.owner_id = $1::uuid and c.kind = 'person' and c.lifecycle <> 'closed'
       and to_char(c.birth_on, 'MM-DD') = any ($2::text[]) order by c.name, c.id limit 1000`,
    [whose, [...days.keys()]],
  )
  return rows.map(({ id, name, customerNo, born, version, changedAt }) => ({
    kind: 'birthday',
    id,
    title: null,
    titleZh: null,
    code: null,
    on: days.get(born)!,
    startsAt: null,
    endsAt: null,
    customer: { id, name, customerNo },
    place: null,
    done: false,
    seriesAt: null,
    version: null,
    versionNow: version,
    changedAt,
  }))
}
