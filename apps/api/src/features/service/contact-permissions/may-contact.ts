import type { ContactChannel, ContactRules, Suppression } from '@rapport/contract/service/contact-permissions'
import type { MessageClass } from '@rapport/contract/service/message-templates'

const MINUTE = 60_000
const DAY = 86_400_000
/** Asia/Shanghai, which has no summer time. */
const OFFSET = 8 * 60 * MINUTE

export interface Rules extends Omit<ContactRules, 'validFrom'> {
  /** Days on which nobody is called, YYYY-MM-DD in Shanghai. */
  holidays: ReadonlySet<string>
}
export interface Intent {
  channel: ContactChannel
  class: MessageClass
  /** Margin, payment of an allotment, security: goes out in quiet hours too. */
  urgent: boolean
}
/** What stands for or against contact with a customer by the channel that is meant. */
export interface Consent {
  legalBlock: boolean
  doNotDisturb: boolean
  complaintOpen: boolean
  deceased: boolean
  closed: boolean
  /** The address has opted out of marketing. */
  optedOut: boolean
  /** A consent to marketing by this channel stands. */
  given: boolean
}
/** A consent, and nothing that speaks against. */
export const nothingAgainst: Consent = {
  legalBlock: false,
  doNotDisturb: false,
  complaintOpen: false,
  deceased: false,
  closed: false,
  optedOut: false,
  given: true,
}
/** When the customer was reached by this channel: of messages those for marketing, of calls every one. */
export interface Contacted {
  at: Date
  /** Of a call: whether somebody answered. */
  answered?: boolean
}
export type May = { is: 'send' } | { is: 'wait'; until: Date } | { is: 'suppress'; reason: Suppression }

/** Unanswered calls a day after which a customer is left in peace (domain 8.3). */
const MOST_UNANSWERED = 2
const capReasons = { 1: 'CAP_DAY', 7: 'CAP_WEEK', 30: 'CAP_MONTH' } as const

/**
 * Whether a customer may be contacted at this moment (domain 8.3), in the order in which reasons count: legal block, their own
 * do-not-disturb (with it a refusal, and no consent), an open complaint, deceased or closed, caps; then quiet hours, which put
 * off and forbid nothing. What the firm owes (service, transactions) is kept back by a legal block and by death alone.
 */
export function mayContact(
  rules: Rules,
  intent: Intent,
  history: readonly Contacted[],
  consent: Consent,
  now: Date,
): May {
  const reason = against(rules, intent, history, consent, now)
  if (reason) return { is: 'suppress', reason }
  if (intent.urgent && intent.class !== 'MARKETING') return { is: 'send' }
  const open = nextOpen(rules, intent.channel, now)
  return open > now ? { is: 'wait', until: open } : { is: 'send' }
}

function against(
  rules: Rules,
  intent: Intent,
  history: readonly Contacted[],
  consent: Consent,
  now: Date,
): Suppression | null {
  const marketing = intent.class === 'MARKETING'
  if (consent.legalBlock) return 'LEGAL_BLOCK'
  if (marketing && consent.doNotDisturb) return 'DND'
  if (marketing && consent.optedOut) return 'OPTED_OUT'
  if (marketing && !consent.given) return 'NO_CONSENT'
  if (marketing && consent.complaintOpen) return 'COMPLAINT_OPEN'
  if (consent.deceased) return 'DECEASED'
  if (marketing && consent.closed) return 'CLOSED'
  return capped(rules, intent, history, now)
}

/** The first cap that is used up, the shortest first. Caps are for marketing, and for calls that are not urgent. */
function capped({ caps }: Rules, { channel, class: of, urgent }: Intent, history: readonly Contacted[], now: Date) {
  if (of !== 'MARKETING' && (channel !== 'call' || urgent)) return null
  const since = (days: number) =>
    history.filter(({ at }) => at.getTime() > now.getTime() - days * DAY && at.getTime() <= now.getTime())
  const unanswered = since(1).filter(({ answered }) => answered === false).length
  if (channel === 'call' && unanswered >= MOST_UNANSWERED) return 'UNANSWERED'
  const used = caps
    .filter((cap) => cap.channel === channel && since(cap.days).length >= cap.most)
    .toSorted((a, b) => a.days - b.days)[0]
  return used ? capReasons[used.days] : null
}

const minutesOf = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3))

/** Minutes of the day from `from` to `until`, which may lie beyond midnight; equal ends are no time at all. */
const within = (minute: number, from: number, until: number) =>
  from < until ? minute >= from && minute < until : from > until && (minute >= from || minute < until)

/** The first moment from `now` on that is not quiet. */
function nextOpen(rules: Rules, channel: ContactChannel, now: Date): Date {
  const night = [minutesOf(rules.quietFrom), minutesOf(rules.quietUntil)] as const
  const noon = [minutesOf(rules.callQuietFrom), minutesOf(rules.callQuietUntil)] as const
  const quiet = channel === 'call' ? [night, noon] : [night]
  let local = now.getTime() + OFFSET
  // Each turn leaves one stretch of quiet; longer than a year nobody is quiet.
  for (let turn = 0; turn < 1_000; turn++) {
    const midnight = Math.floor(local / DAY) * DAY
    if (channel === 'call' && rules.holidays.has(new Date(midnight).toISOString().slice(0, 10))) {
      local = midnight + DAY
      continue
    }
    const minute = (local - midnight) / MINUTE
    const stretch = quiet.find(([from, until]) => within(minute, from, until))
    if (!stretch) return new Date(local - OFFSET)
    const [from, until] = stretch
    local = midnight + until * MINUTE + (from > until && minute >= from ? DAY : 0)
  }
  throw new Error('quiet for ever')
}
