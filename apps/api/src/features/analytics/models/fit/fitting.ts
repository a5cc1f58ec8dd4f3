import type { ModelKind, ModelReport, ReportOf } from '@rapport/contract/analytics/model-reports'
import type { ScoreReason, SettingsOf } from '@rapport/contract/analytics/models'
import type { Db } from '@rapport/database/as-viewer'

/** What a model says of one customer. */
export interface Score {
  customerId: string
  score: number | null
  class: string | null
  reasons?: ScoreReason[]
  signals?: string[]
  /** Further figures of the customer that lists show beside the score. */
  assets?: number
}

export interface Fit<Report extends ModelReport = ModelReport> {
  parameters: object
  report: Report
  trained: [from: string, to: string]
  validated: [from: string, to: string] | null
  /** How the scores lay at the fit, in tenths: what later scores are held against. */
  scores: Score[]
  drift: number | null
  /** Where a model says nothing of each customer: how many it learnt from, and what it keeps beside its parameters. */
  customers?: number
  keep?: (db: Db, versionId: string) => Promise<void>
}

export interface FitWork<Kind extends ModelKind> {
  settings: SettingsOf<Kind>
  /** The last day on which customers are valued. */
  asOf: string
  seed: string
  /** Reads from the database, in a short transaction of its own. */
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  /** Says what comes next and how much is done, 0 to 1, and lets the rest of the process turn. */
  says: (step: string, done: number) => Promise<void>
}

export type Fitter<Kind extends ModelKind> = (work: FitWork<Kind>) => Promise<Fit<ReportOf<Kind>>>

/** The data do not carry the model; the code tells why. */
export class Unfit extends Error {
  constructor(
    readonly code:
      | 'too-few-customers'
      | 'too-few-leavers'
      | 'too-short'
      | 'nobody-came-back'
      | 'nothing-valued'
      | 'no-products',
  ) {
    super(code)
  }
}
