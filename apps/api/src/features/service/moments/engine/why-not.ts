import type { Suppression } from '@rapport/contract/service/moments'
import { mayContact, nothingAgainst, type Rules } from '#features/service/contact-permissions/may-contact.ts'
import type { Contact } from './contacts.ts'
import type { OpenMoment } from './open-moments.ts'

const DAY = 86_400_000
export const dayNumber = (day: string) => Date.parse(day) / DAY

/**
 * Why nothing is done, in the order of domain 8.3; null where something is. A notice that the firm owes comes in spite of
 * do-not-disturb. Whether somebody may be written to, the outbox asks when the message leaves.
 */
export function reasonAgainst(moment: OpenMoment, last: ReadonlyMap<string, number>): Suppression | null {
  const { coolDownDays } = moment.definition
  if (moment.closed) return 'closed'
  if (moment.legalBlock) return 'legal-block'
  if (moment.deceased) return 'deceased'
  if (isLeftInPeace(moment) && !writes(moment)) return 'do-not-disturb'
  const before = last.get(`${moment.customerId} ${moment.code}`)
  const day = dayNumber(moment.occurredOn)
  if (moment.cooling || (before !== undefined && before !== day && day - before < coolDownDays)) return 'cool-down'
  return null
}

const isLeftInPeace = ({ silent, definition }: OpenMoment) => silent && definition.notice === 'care'
export const writes = ({ definition }: OpenMoment) => definition.action !== 'task'
/** Whether somebody is asked to get in touch. */
export const calls = (moment: OpenMoment) => moment.definition.action !== 'message' && !isLeftInPeace(moment)

/**
 * Whether the customer has been called often enough (caps on calls), or until when they are not called (quiet hours, holidays);
 * notices that the firm owes go by neither.
 */
export function timeFor({ moments }: Contact, rules: Rules, now: Date): { capped: boolean; notBefore: Date | null } {
  if (moments.some(({ definition }) => definition.notice === 'service')) return { capped: false, notBefore: null }
  const history = moments[0].contacted.map((at) => ({ at: new Date(at) }))
  const intent = { channel: 'call', class: 'SERVICE', urgent: false } as const
  // What else speaks against it was asked before.
  const may = mayContact(rules, intent, history, nothingAgainst, now)
  return { capped: may.is === 'suppress', notBefore: may.is === 'wait' ? may.until : null }
}
