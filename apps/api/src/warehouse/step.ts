import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import type { TotalDifference } from '@rapport/contract/administration/collection-layout'
import type { StepKind } from '@rapport/contract/administration/etl-projects'
import type { Product } from '#product.ts'

/** What a step of a run needs of the product; the worker has no sessions. */
export type Works = Pick<Product, 'connections' | 'seal' | 'now' | 'dataDir'>

/** What a step of a collection item reads of it. */
export type StepItem = Pick<
  CollectionItem,
  'id' | 'code' | 'target' | 'place' | 'layout' | 'mapping' | 'keyFields' | 'sideFile' | 'lateDays' | 'unknown'
> & { source: { id: string; code: string } }

export interface Step {
  code: string
  kind: StepKind
  item: StepItem | null
  /** The batch of that item and run, once it was fetched. */
  batchId: string | null
}

export interface RunOf {
  id: string
  /** YYYY-MM-DD */
  businessDate: string
}

/** What a step is given beside itself. */
export interface Means extends Works {
  run: RunOf
  /** Writes a line into the log of the run: codes and counts, never what a row says. */
  log: (
    level: 'info' | 'warning' | 'error',
    code: string,
    details?: Record<string, string | number | boolean | null>,
  ) => void
  /** 0 to 1. */
  progress: (part: number) => void
  /** True from the moment when the step should end at the next place where nothing is half done (throws `Stopped`). */
  stopping: () => boolean
  /** Called between pieces of work with a name, in tests that kill the worker there. */
  checkpoint?: (name: string) => void | Promise<void>
}

/** What came of a step; counts are rows. */
export interface Outcome {
  rowsIn: number
  refused: number
  late: number
  duplicates: number
  corrected: number
  differences: TotalDifference[]
}
export const nothingDone: Outcome = { rowsIn: 0, refused: 0, late: 0, duplicates: 0, corrected: 0, differences: [] }

/** The day is kept out of the warehouse until a person has looked: totals that do not agree, too many bad rows. */
export class Held extends Error {
  constructor(
    readonly code: string,
    readonly outcome: Outcome = nothingDone,
  ) {
    super(code)
  }
}
/** Trying again would not help: told to the person by its code. */
export class StepFails extends Error {
  constructor(
    readonly code: string,
    readonly details: Record<string, string | number> = {},
  ) {
    super(code)
  }
}
/** The step ended because it was asked to. */
export class Stopped extends Error {}
