/** Who began: the firm advises or offers, or the customer asks of their own accord. */
export type Initiative = 'firm' | 'customer'
export type InvestorClass = 'ordinary' | 'professional'
/** What of a product is held against what of a customer. */
export type Dimension = 'risk' | 'term' | 'type' | 'knowledge'

/** What has to be done before the customer may go on; hours and seconds are the least that must pass. */
export interface Step {
  code:
    | 'match-opinion'
    | 'risk-warning'
    | 'mismatch-confirmation'
    | 'extra-information'
    | 'cooling-off'
    | 'call-back'
    | 'no-test-warning'
    | 'suitability-report'
  hours?: number
  seconds?: number
}

/** One test of a regime. The first that fits who asks, who began and what kind of product it is, is the one that is made. */
export interface Test {
  code: 'matching' | 'suitability' | 'appropriateness' | 'execution-only'
  investors: readonly InvestorClass[]
  initiatives: readonly Initiative[]
  /** Only for products that are complex, or are not; null for both. */
  complex: boolean | null
  /** None: nothing is held against anything. */
  dimensions: readonly Dimension[]
  /** An assessment that holds on the day is needed. */
  assessed: boolean
  onMismatch: 'block' | 'confirm'
  /** What a licence of the adviser has to be; null where none is needed. */
  licence: string | null
  steps: {
    match: readonly Step[]
    mismatch: readonly Step[]
    /** Of a mismatch, in addition, for products from a grade on. */
    fromGrade: readonly { grade: number; steps: readonly Step[] }[]
  }
}

/** The rules of a regime, as data with a date. */
export interface Rules {
  regime: string
  /** Lowest first. A hard stop is never gone round: nothing above the highest grade, whoever asks. */
  classes: readonly { code: string; highestGrade: number; hardStop: boolean }[]
  tests: readonly Test[]
  /** Proof is kept for so many years. */
  retentionYears: number
}
