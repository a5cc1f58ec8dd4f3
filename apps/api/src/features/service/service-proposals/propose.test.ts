import { describe, expect, it } from 'vitest'
import type { ServiceTime } from '#features/service/working-time/working-time.ts'
import { propose, type ServiceFacts } from './propose.ts'

// Friday, 20 November 2026; the Monday after is a holiday.
const today = '2026-11-20'
const time: ServiceTime = { opens: '09:00', closes: '17:00', days: new Map([['2026-11-23', false]]) }
/** Somebody of whom nothing speaks for a service. */
const quiet: ServiceFacts = {
  ...{ lifecycle: 'active', assessmentValidTo: '2027-11-20', openedOn: '2020-01-01', birthday: '2027-03-01' },
  ...{ lastContactOn: '2026-11-01', complaint: null, complaintOpen: false, churn: null, cash: null, cashShare: null },
  ...{ topShare: null, aboveToleranceShare: null, outflowShare: null, planned: [], answered: [] },
}
const proposed = (over: Partial<ServiceFacts>) => propose({ ...quiet, ...over }, { today, time, channel: 'phone' })
const services = (over: Partial<ServiceFacts>) => proposed(over).map(({ service }) => service)

it('proposes nothing where nothing speaks for it', () => {
  expect(proposed({})).toEqual([])
})

describe.each<[string, Partial<ServiceFacts>, Partial<ServiceFacts>, object]>([
  [
    'complaint-follow-up',
    { complaint: { closedOn: '2026-11-06', satisfaction: 2 } },
    { complaint: { closedOn: '2026-11-05', satisfaction: 2 } },
    { kind: 'complaint-follow-up', reasons: [{ code: 'complaint-closed', on: '2026-11-06', satisfaction: 2 }] },
  ],
  [
    'reassessment',
    { assessmentValidTo: '2026-12-20' },
    { assessmentValidTo: '2026-12-21' },
    { kind: 'review', reasons: [{ code: 'assessment-ends', on: '2026-12-20' }] },
  ],
  ['reassessment', { assessmentValidTo: null }, {}, { reasons: [{ code: 'not-assessed' }] }],
  [
    'retention',
    { churn: { score: 0.5, asOf: '2026-11-19' } },
    { churn: { score: 0.49, asOf: '2026-11-19' } },
    { kind: 'care', reasons: [{ code: 'likely-to-leave', share: 0.5, on: '2026-11-19' }] },
  ],
  ['retention', { outflowShare: 0.2 }, { outflowShare: 0.19 }, { reasons: [{ code: 'outflow', share: 0.2 }] }],
  [
    'onboarding',
    { openedOn: '2026-10-21', lastContactOn: '2026-10-20' },
    { openedOn: '2026-10-20', lastContactOn: '2026-10-19' },
    { kind: 'onboarding', reasons: [{ code: 'account-new', on: '2026-10-21' }] },
  ],
  [
    'birthday',
    { birthday: '2026-11-27' },
    { birthday: '2026-11-28' },
    { kind: 'birthday', plannedOn: '2026-11-27', reasons: [{ code: 'birthday', on: '2026-11-27' }] },
  ],
  [
    'portfolio-review',
    { aboveToleranceShare: 0.1, topShare: 0.5 },
    { aboveToleranceShare: 0.09, topShare: 0.49 },
    {
      reasons: [
        { code: 'above-tolerance', share: 0.1 },
        { code: 'concentrated', share: 0.5 },
      ],
    },
  ],
  [
    'idle-cash',
    { cash: 50_000, cashShare: 0.3 },
    { cash: 49_999, cashShare: 0.9 },
    { kind: 'product', reasons: [{ code: 'idle-cash', share: 0.3 }] },
  ],
  [
    'keeping-touch',
    { lastContactOn: '2026-08-22' },
    { lastContactOn: '2026-08-23' },
    { kind: 'care', reasons: [{ code: 'no-contact', on: '2026-08-22' }] },
  ],
  ['keeping-touch', { lastContactOn: null }, {}, { reasons: [{ code: 'no-contact', on: null }] }],
])('%s', (service, speaks, doesNot, expected) => {
  it(`is proposed with its reasons: ${JSON.stringify(speaks)}`, () => {
    expect(proposed(speaks)).toMatchObject([{ service, channel: 'phone', ...expected }])
  })
  it('and not below', () => {
    expect(services(doesNot)).toEqual([])
  })
  it('not where it was answered lately, or a visit of its kind is planned', () => {
    expect(services({ ...speaks, answered: [service] })).toEqual([])
    const kind = proposed(speaks)[0]!.kind
    expect(services({ ...speaks, planned: [kind] })).toEqual([])
  })
  it('nor to prospects or who has left', () => {
    expect(services({ ...speaks, lifecycle: 'prospect' })).toEqual([])
    expect(services({ ...speaks, lifecycle: 'closed' })).toEqual([])
  })
})

it('lists the most urgent first', () => {
  const all = services({
    ...{ complaint: { closedOn: '2026-11-19', satisfaction: null }, assessmentValidTo: null, outflowShare: 0.5 },
    ...{ openedOn: '2026-11-19', lastContactOn: null, birthday: today, topShare: 1, cash: 1e6, cashShare: 1 },
  })
  expect(all).toEqual([
    ...['complaint-follow-up', 'reassessment', 'retention', 'onboarding', 'birthday', 'portfolio-review', 'idle-cash'],
  ])
})

it('begins on a day on which the firm works', () => {
  const [one] = proposed({ complaint: { closedOn: '2026-11-19', satisfaction: null }, lastContactOn: null })
  expect(one).toMatchObject({ plannedOn: '2026-11-24' })
})

it('takes who was spoken with since the complaint or the opening as cared for', () => {
  expect(services({ complaint: { closedOn: '2026-11-10', satisfaction: 1 }, lastContactOn: '2026-11-10' })).toEqual([])
  expect(services({ openedOn: '2026-11-10', lastContactOn: '2026-11-10' })).toEqual([])
})

it('sells nothing to somebody who complains', () => {
  expect(services({ cash: 1e6, cashShare: 1, complaintOpen: true })).toEqual([])
})

it('keeps in touch only where there is nothing else to speak of', () => {
  expect(services({ lastContactOn: null, outflowShare: 1 })).toEqual(['retention'])
  expect(services({ lastContactOn: null, planned: ['product'] })).toEqual([])
})

it('asks for a new assessment before the last one ends, on a day of work, where that is still possible', () => {
  const dayFor = (assessmentValidTo: string) => proposed({ assessmentValidTo })[0]!.plannedOn
  // Usually within five days; the Sunday and the holiday before that go back to the Friday, which is today.
  const days = ['2026-12-20', '2026-11-25', '2026-11-24', '2026-11-23', '2026-11-22', '2026-11-20', '2026-11-19']
  expect(days.map(dayFor)).toEqual([
    ...['2026-11-25', '2026-11-25', '2026-11-24', '2026-11-20', '2026-11-20', '2026-11-20', '2026-11-25'],
  ])
})
