import type { MemberReason } from '@rapport/contract/marketing/campaigns'
import { mayContact, nothingAgainst, type Rules } from '#features/service/contact-permissions/may-contact.ts'

/** A member whose turn it is, with what speaks against. */
export interface WaveMember {
  id: string
  ownerId: string | null
  name: string
  kind: string
  gender: string | null
  class: string | null
  branch: string
  manager: string | null
  /** Removed or closed. */
  gone: boolean
  /** In a segment that is left out, by now. */
  excluded: boolean
  /** Of another unit by now. */
  elsewhere: boolean
  legalBlock: boolean
  deceased: boolean
  /** Is left in peace; why stays untold. */
  silent: boolean
  /** When calls to the customer were asked for in the last month. */
  called: string[]
}

/** Why nothing is done with a member by any channel, looked at again as the wave leaves; null where something is. */
export function reasonAgainst(
  member: Pick<WaveMember, 'gone' | 'excluded' | 'elsewhere'>,
  wave: { over: boolean; retired: boolean },
): MemberReason | null {
  if (wave.over) return 'OVER'
  if (wave.retired) return 'WORDS_RETIRED'
  if (member.gone) return 'CLOSED'
  if (member.excluded) return 'EXCLUDED'
  return member.elsewhere ? 'ELSEWHERE' : null
}

/** Whether a member may be called, by the rules of the day: why not, or from when on. Of messages the outbox asks as they leave. */
export function callOf(
  { legalBlock, deceased, silent, called }: WaveMember,
  rules: Rules,
  now: Date,
): { reason: MemberReason | null; notBefore: Date | null } {
  const intent = { channel: 'call', class: 'MARKETING', urgent: false } as const
  const history = called.map((at) => ({ at: new Date(at) }))
  const may = mayContact(rules, intent, history, { ...nothingAgainst, legalBlock, deceased, doNotDisturb: silent }, now)
  return { reason: may.is === 'suppress' ? may.reason : null, notBefore: may.is === 'wait' ? may.until : null }
}
