import { suppressions } from '@rapport/contract/service/contact-permissions'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Intent, mayContact, nothingAgainst, type Rules } from './may-contact.ts'

const rules: Rules = {
  quietFrom: '21:00',
  quietUntil: '08:00',
  callQuietFrom: '12:00',
  callQuietUntil: '13:30',
  caps: [
    { channel: 'sms', days: 7, most: 2 },
    { channel: 'sms', days: 30, most: 6 },
    { channel: 'call', days: 1, most: 1 },
    { channel: 'call', days: 7, most: 3 },
  ],
  holidays: new Set(['2026-10-01', '2026-10-02']),
}
/** An instant of the week of Monday, 16 November 2026, in Shanghai. */
const at = (day: number, time: string) => new Date(`2026-11-${15 + day}T${time}:00+08:00`)
const offer: Intent = { channel: 'sms', class: 'MARKETING', urgent: false }
const notice: Intent = { channel: 'sms', class: 'SERVICE', urgent: false }
const twice = [{ at: at(1, '10:00') }, { at: at(3, '15:00') }]

it('decides the worked example of domain 8.3', () => {
  expect(mayContact(rules, offer, twice, nothingAgainst, at(5, '11:00'))).toEqual({
    is: 'suppress',
    reason: 'CAP_WEEK',
  })
  expect(mayContact(rules, { ...notice, urgent: true }, twice, nothingAgainst, at(5, '14:05'))).toEqual({ is: 'send' })
  expect(mayContact(rules, notice, twice, nothingAgainst, at(5, '21:40'))).toEqual({
    is: 'wait',
    until: at(6, '08:00'),
  })
})

it('puts off until quiet is over, at its very ends, also past midnight, noon and holidays', () => {
  const until = (intent: Intent, now: Date) => mayContact(rules, intent, [], nothingAgainst, now)
  expect(until(notice, at(2, '20:59'))).toEqual({ is: 'send' })
  expect(until(notice, at(2, '21:00'))).toEqual({ is: 'wait', until: at(3, '08:00') })
  expect(until(notice, at(3, '07:59'))).toEqual({ is: 'wait', until: at(3, '08:00') })
  expect(until(notice, at(3, '08:00'))).toEqual({ is: 'send' })
  expect(until(notice, at(3, '12:30'))).toEqual({ is: 'send' })
  const call: Intent = { ...notice, channel: 'call' }
  expect(until(call, at(3, '12:30'))).toEqual({ is: 'wait', until: at(3, '13:30') })
  expect(until(call, new Date('2026-09-30T21:30:00+08:00'))).toEqual({
    is: 'wait',
    until: new Date('2026-10-03T08:00:00+08:00'),
  })
})

it('leaves whoever did not answer twice a day in peace, and calls nobody twice a day', () => {
  const call: Intent = { channel: 'call', class: 'SERVICE', urgent: false }
  const missed = (time: string) => ({ at: at(3, time), answered: false })
  const wide = { ...rules, caps: [] }
  expect(mayContact(wide, call, [missed('09:00'), missed('10:00')], nothingAgainst, at(3, '11:00'))).toEqual({
    is: 'suppress',
    reason: 'UNANSWERED',
  })
  expect(mayContact(rules, call, [{ at: at(3, '09:00'), answered: true }], nothingAgainst, at(3, '11:00'))).toEqual({
    is: 'suppress',
    reason: 'CAP_DAY',
  })
})

const anyConsent = fc.record({
  legalBlock: fc.boolean(),
  doNotDisturb: fc.boolean(),
  complaintOpen: fc.boolean(),
  deceased: fc.boolean(),
  closed: fc.boolean(),
  optedOut: fc.boolean(),
  given: fc.boolean(),
})
const anyIntent = fc.record({
  channel: fc.constantFrom('sms', 'email', 'wecom', 'call'),
  class: fc.constantFrom('SERVICE', 'TRANSACTION', 'MARKETING'),
  urgent: fc.boolean(),
}) as fc.Arbitrary<Intent>
const anyTime = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
const anyHistory = fc.array(fc.record({ at: anyTime }), { maxLength: 12 })

it('gives the strongest reason, whatever else stands against it', () => {
  const order = [
    ['legalBlock', 'LEGAL_BLOCK'],
    ['doNotDisturb', 'DND'],
    ['optedOut', 'OPTED_OUT'],
    ['complaintOpen', 'COMPLAINT_OPEN'],
    ['deceased', 'DECEASED'],
    ['closed', 'CLOSED'],
  ] as const
  fc.assert(
    fc.property(anyConsent, anyHistory, anyTime, (consent, history, now) => {
      const strongest = order.find(([name]) => consent[name])?.[1]
      const expected =
        consent.given || ['LEGAL_BLOCK', 'DND', 'OPTED_OUT'].includes(strongest ?? '') ? strongest : 'NO_CONSENT'
      const may = mayContact(rules, offer, history, consent, now)
      if (expected) expect(may).toEqual({ is: 'suppress', reason: expected })
      else if (may.is === 'suppress') expect(['CAP_WEEK', 'CAP_MONTH']).toContain(may.reason)
    }),
  )
})

it('never sends more marketing than a cap allows within any stretch of its days, however often it is asked', () => {
  fc.assert(
    fc.property(fc.array(anyTime, { maxLength: 60 }), (moments) => {
      const sent: { at: Date }[] = []
      for (const now of moments.toSorted((a, b) => a.getTime() - b.getTime()))
        if (mayContact(rules, offer, sent, nothingAgainst, now).is === 'send') sent.push({ at: now })
      for (const { at } of sent)
        for (const { days, most, channel } of rules.caps)
          if (channel === 'sms')
            expect(
              sent.filter((other) => other.at <= at && other.at.getTime() > at.getTime() - days * 86_400_000).length,
            ).toBeLessThanOrEqual(most)
    }),
  )
})

it('puts off only to a moment at which it would be sent, and never sends what is not urgent in quiet hours', () => {
  fc.assert(
    fc.property(anyIntent, anyTime, (intent, now) => {
      const may = mayContact(rules, intent, [], nothingAgainst, now)
      const hour = (now.getUTCHours() + 8) % 24
      if (may.is === 'wait') {
        expect(may.until.getTime()).toBeGreaterThan(now.getTime())
        expect(mayContact(rules, intent, [], nothingAgainst, may.until)).toEqual({ is: 'send' })
      } else if (!(intent.urgent && intent.class !== 'MARKETING')) expect(hour >= 8 && hour < 21).toBe(true)
    }),
  )
})

it('keeps back what the firm owes for a legal block or a death alone', () => {
  fc.assert(
    fc.property(anyConsent, anyHistory, anyTime, (consent, history, now) => {
      const may = mayContact(rules, notice, history, consent, now)
      if (may.is === 'suppress') expect(may.reason).toBe(consent.legalBlock ? 'LEGAL_BLOCK' : 'DECEASED')
      else expect(consent.legalBlock || consent.deceased).toBe(false)
      expect(suppressions).toContain(may.is === 'suppress' ? may.reason : 'DND')
    }),
  )
})
