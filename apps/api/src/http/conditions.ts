/** Of more filters than this so many combinations are possible that each is planned when it is asked. */
const mostPrepared = 3

/**
 * The conditions of one list or count: constant pieces of SQL from a closed set, with values only as parameters. Which
 * pieces were taken makes the name of the prepared statement, so that a common shape is planned once.
 */
export class Conditions {
  readonly values: unknown[] = []
  private readonly pieces: string[] = []
  private readonly names: string[] = []

  constructor(private readonly list: string) {}

  /** The place of one more value: `$1`, `$2`, … */
  value(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  /** Adds a piece when its value is given: `add('from', query.from, (from) => \`planned_on >= ${from}::date\`)`. */
  add<T>(name: string, value: T | undefined | null, piece: (place: string) => string): this {
    if (value === undefined || value === null) return this
    this.names.push(name)
    this.pieces.push(piece(this.value(value)))
    return this
  }

  /** A piece that takes several values or none. */
  addPiece(name: string, piece: string): this {
    this.names.push(name)
    this.pieces.push(piece)
    return this
  }

  /** `where …`, or nothing. */
  get where(): string {
    return this.pieces.length === 0 ? '' : `where ${this.pieces.join(' and ')}`
  }

  /** Empty for a statement that is not prepared. */
  get name(): string {
    return this.names.length > mostPrepared ? '' : [this.list, ...this.names].join('+')
  }
}

/** The units at or below one: a constant list to the planner, so that an index on the unit serves. */
export const unitsBelow = (place: string) =>
  `any (array(select descendant_id from unit_ancestry where ancestor_id = ${place}::uuid))`
