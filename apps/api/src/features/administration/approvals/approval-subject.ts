import type { ApprovalCondition } from '@rapport/contract/administration/approval-flows'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { parseDecimal, unitsAt } from '@rapport/finance/decimal'
import type { Ask } from '#http/serve.ts'
import type { SignedIn } from '#http/session.ts'

/** Who does something that is approved, and when. */
export interface Doing {
  db: Db
  viewer: SignedIn
  now: Date
  seal: Seal
}

export const doing = ({ db, viewer, product }: Pick<Ask, 'db' | 'viewer' | 'product'>): Doing => ({
  db,
  viewer,
  now: product.now(),
  seal: product.seal,
})

/** What is asked for as it stands now. */
export interface ApprovalSubject {
  /** What its page is called by, where that is not its id. */
  code: string | null
  title: string
  titleZh: string
  /** Null is the whole firm. */
  unitId: string | null
  customerId: string | null
  /** Who never sees or decides it: whoever it is about. */
  barredIds: string[]
  /** The facts of its kind; numbers as exact decimals. */
  fields: Record<string, string | boolean>
  /** Another one as soon as something else is asked for. */
  stamp: string
}

/** What comes of a decision on a kind, in its transaction, as whoever decides. */
export interface ApprovalEffects {
  /** What may be approved of this record now; null where nothing may. 404 when it is out of sight. */
  asked(db: Db, subjectId: string): Promise<ApprovalSubject | null>
  /** All have agreed; `by` is who did so last. */
  approved(doing: Doing, subjectId: string, by: string | null, note: string | null): Promise<unknown>
  /** It was rejected, returned or withdrawn, and why. */
  sentBack(
    doing: Doing,
    subjectId: string,
    verdict: 'rejected' | 'returned' | 'withdrawn',
    note: string | null,
  ): Promise<unknown>
  /** Whoever asked hears of the outcome by the record itself. */
  tells?: true
  /** The next step waits, for these people. Gives who hears so by something else. */
  waitsFor?(doing: Doing, subjectId: string, people: readonly string[]): Promise<string | null>
}

/** Whether a condition holds; of what is not known it does, so that nobody's look is left out by mistake. */
export function holds(condition: ApprovalCondition, fields: ApprovalSubject['fields']): boolean {
  const fact = fields[condition.field]
  if (fact === undefined) return true
  switch (condition.is) {
    case 'in':
      return condition.values.includes(String(fact))
    case 'yes':
      return fact === true
    case 'no':
      return fact === false
    case 'at-least':
      return !isBelow(String(fact), condition.value)
    case 'below':
      return isBelow(String(fact), condition.value)
  }
}

function isBelow(a: string, b: string): boolean {
  const [x, y] = [parseDecimal(a), parseDecimal(b)]
  const places = Math.max(x.places, y.places)
  return unitsAt(x, places) < unitsAt(y, places)
}
