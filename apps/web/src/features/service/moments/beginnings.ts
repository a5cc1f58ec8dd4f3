import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import type { Trigger, TriggerKind } from '@rapport/contract/service/moment-triggers'

/** The thresholds that each kind of trigger begins with in a new rule. */
const thresholds: { [K in TriggerKind]: Omit<Extract<Trigger, { kind: K }>, 'kind'> } = {
  birthday: {},
  'account-anniversary': { years: [1, 3, 5, 10], thenEvery: 5 },
  'age-reached': { ages: [60, 70] },
  'on-days': { days: [] },
  'questionnaire-expiry': { daysBefore: [30, 7, 1, 0] },
  'document-expiry': { daysBefore: [90, 30, 0] },
  'tier-change': {},
  'due-signal': { signals: ['product-maturity'], daysBefore: [7, 1] },
  'unpaid-allotment': { times: ['10:00', '13:00', '15:00'] },
  'corporate-action': { kinds: ['dividend', 'bonus'] },
  'account-opened': {},
  'first-deposit': {},
  'large-deposit': { amount: '200000', share: 0.5 },
  'large-withdrawal': { amount: '200000', share: 0.3, days: 5, sharesInDays: 0.3 },
  'idle-cash': { amount: '100000', days: 10 },
  'first-trade': { silentMonths: 12 },
  'large-trade': { amount: '1000000', share: 0.5 },
  'woken-up': { silentMonths: 6 },
  'permission-reached': { amount: '500000', days: 20, months: 24 },
  'large-loss': { amount: '20000', share: 0.05, positionShare: 0.2 },
  'large-gain': { amount: '20000', share: 0.05 },
  'limit-price': { weight: 0.1 },
  'security-signal': { signals: ['suspended', 'resumed'] },
  'customer-signal': { signals: ['fee-query'] },
  'margin-ratio': { lines: [150, 140, 130] },
  'churn-score': { topPercent: 5 },
}

/** A new rule: care that may be done within a working day. */
export const newDefinition = (kind: TriggerKind): MomentDefinition => ({
  name: '',
  nameZh: '',
  trigger: { kind, ...thresholds[kind] } as Trigger,
  audience: null,
  coolDownDays: 30,
  necessity: 'may',
  limit: { clock: 'working', days: 1 },
  skill: null,
  script: '',
  scriptZh: '',
  action: 'task',
  message: null,
  notice: 'care',
  holdoutPercent: 0,
  goal: null,
})
