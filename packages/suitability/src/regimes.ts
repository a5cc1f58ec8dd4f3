import type { Rules, Step } from './rules.ts'

const ordinary = ['ordinary'] as const
const professional = ['professional'] as const
const both = ['ordinary', 'professional'] as const
const warned: readonly Step[] = [{ code: 'risk-warning', seconds: 15 }, { code: 'mismatch-confirmation' }]

/** The Chinese regime as firms set it up: matrix of classes and grades (domain 1.2), mismatch flow (domain 1.5). */
export const csrcRules: Rules = {
  regime: 'csrc',
  classes: [
    { code: 'C1-min', highestGrade: 1, hardStop: true },
    { code: 'C1', highestGrade: 1, hardStop: false },
    { code: 'C2', highestGrade: 2, hardStop: false },
    { code: 'C3', highestGrade: 3, hardStop: false },
    { code: 'C4', highestGrade: 4, hardStop: false },
    { code: 'C5', highestGrade: 5, hardStop: false },
  ],
  tests: [
    {
      code: 'matching',
      investors: ordinary,
      initiatives: ['firm'],
      complex: null,
      assessed: true,
      dimensions: ['risk', 'term', 'type'],
      onMismatch: 'block',
      licence: 'investment-adviser',
      steps: { match: [{ code: 'match-opinion' }], mismatch: [], fromGrade: [] },
    },
    {
      code: 'matching',
      investors: ordinary,
      initiatives: ['customer'],
      complex: null,
      assessed: true,
      dimensions: ['risk', 'term', 'type'],
      onMismatch: 'confirm',
      licence: null,
      steps: {
        match: [{ code: 'match-opinion' }],
        mismatch: warned,
        fromGrade: [
          {
            grade: 5,
            steps: [{ code: 'extra-information' }, { code: 'cooling-off', hours: 24 }, { code: 'call-back' }],
          },
        ],
      },
    },
    {
      code: 'matching',
      investors: professional,
      initiatives: ['firm'],
      complex: null,
      assessed: false,
      dimensions: [],
      onMismatch: 'block',
      licence: 'investment-adviser',
      steps: { match: [], mismatch: [], fromGrade: [] },
    },
    {
      code: 'matching',
      investors: professional,
      initiatives: ['customer'],
      complex: null,
      assessed: false,
      dimensions: [],
      onMismatch: 'block',
      licence: null,
      steps: { match: [], mismatch: [], fromGrade: [] },
    },
  ],
  retentionYears: 20,
}

/** MiFID II (domain 1.6): suitability of advice, appropriateness of complex products, execution only of others. */
export const mifidRules: Rules = {
  regime: 'mifid-ii',
  classes: [
    { code: 'conservative', highestGrade: 2, hardStop: false },
    { code: 'income', highestGrade: 3, hardStop: false },
    { code: 'balanced', highestGrade: 4, hardStop: false },
    { code: 'aggressive', highestGrade: 5, hardStop: false },
  ],
  tests: [
    {
      code: 'suitability',
      investors: ordinary,
      initiatives: ['firm'],
      complex: null,
      assessed: true,
      dimensions: ['risk', 'term', 'type', 'knowledge'],
      onMismatch: 'block',
      licence: 'investment-adviser',
      steps: { match: [{ code: 'suitability-report' }], mismatch: [], fromGrade: [] },
    },
    {
      // A professional is taken to have the knowledge (Delegated Regulation 2017/565, Art. 54(3)).
      code: 'suitability',
      investors: professional,
      initiatives: ['firm'],
      complex: null,
      assessed: true,
      dimensions: ['risk', 'term', 'type'],
      onMismatch: 'block',
      licence: 'investment-adviser',
      steps: { match: [], mismatch: [], fromGrade: [] },
    },
    {
      code: 'appropriateness',
      investors: ordinary,
      initiatives: ['customer'],
      complex: true,
      assessed: false,
      dimensions: ['knowledge'],
      onMismatch: 'confirm',
      licence: null,
      steps: { match: [], mismatch: [{ code: 'risk-warning' }], fromGrade: [] },
    },
    {
      code: 'appropriateness',
      investors: professional,
      initiatives: ['customer'],
      complex: true,
      assessed: false,
      dimensions: [],
      onMismatch: 'confirm',
      licence: null,
      steps: { match: [], mismatch: [], fromGrade: [] },
    },
    {
      code: 'execution-only',
      investors: both,
      initiatives: ['customer'],
      complex: false,
      assessed: false,
      dimensions: [],
      onMismatch: 'confirm',
      licence: null,
      steps: { match: [{ code: 'no-test-warning' }], mismatch: [], fromGrade: [] },
    },
  ],
  retentionYears: 5,
}
