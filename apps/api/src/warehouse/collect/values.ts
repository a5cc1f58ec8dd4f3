/** What a row says of each field of its target, in the order of the target's fields; null is nothing. */
export type Values = (string | null)[]

/** What is wrong with a field of a row; '' is the row as a whole. */
export interface Reason {
  field: string
  code: string
}

/** A row that cannot be taken, and why. */
export class Faults {
  constructor(readonly reasons: readonly Reason[]) {}
}
