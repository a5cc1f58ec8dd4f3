import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import type { Viewer } from '@rapport/contract/session'
import { call } from '#api/call.ts'
import { canKeep, read, type SealedDesk, seal, unseal, write } from './device.ts'

/** As long as a session lasts at most; afterwards nothing of customers is shown here before somebody signs in. */
const HOURS = 12
const DAYS_AROUND = 7

export type PlannedVisit = Pick<CareVisit, 'id' | 'customer' | 'kind' | 'channel' | 'plannedOn' | 'plannedTime'>
/** What whoever sat here last needs to write visits down without a network. */
export interface Desk {
  person: { id: string; name: string }
  locale: Viewer['preferences']['locale']
  planned: PlannedVisit[]
}

const dayAround = (today: string, days: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Keeps for twelve hours who sits here and which visits of theirs are planned within a week, sealed. */
export async function keepDesk({ id, name, preferences, today }: Viewer): Promise<void> {
  const { items } = await call(careVisits.list, {
    query: {
      staff: id,
      state: 'planned',
      from: dayAround(today, -DAYS_AROUND),
      to: dayAround(today, DAYS_AROUND),
      limit: '100',
    },
  })
  const planned = items.map(({ id: visit, customer, kind, channel, plannedOn, plannedTime }) => ({
    id: visit,
    customer,
    kind,
    channel,
    plannedOn,
    plannedTime,
  }))
  const desk: Desk = { person: { id, name }, locale: preferences.locale, planned }
  const sealed = await seal(id, 'desk', desk)
  await write('desk', (desks) =>
    desks.put({ at: 'last', person: id, until: Date.now() + HOURS * 3_600_000, sealed } satisfies SealedDesk),
  )
}

/** Who was signed in here last, unless they signed out or it is too long ago. */
export async function lastDesk(): Promise<Desk | null> {
  if (!canKeep()) return null
  const last = await read<SealedDesk | undefined>('desk', (desks) => desks.get('last'))
  if (!last || last.until < Date.now()) return null
  return unseal<Desk>(last.person, 'desk', last.sealed).catch(() => null)
}

/** Whoever signs out leaves nothing to be read here. */
export const forgetDesk = () => (canKeep() ? write('desk', (desks) => desks.clear()) : Promise.resolve())
