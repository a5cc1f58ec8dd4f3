export type ExpressionFault =
  | 'expression.syntax'
  | 'expression.too-large'
  | 'expression.unknown-name'
  | 'expression.not-allowed'
  | 'expression.types'
  | 'expression.number'

/** An expression that cannot be used: why, and where in its text (from 0, `length` characters). */
export class ExpressionRefused extends Error {
  constructor(
    readonly code: ExpressionFault,
    readonly at: number,
    readonly length: number,
    readonly reason: string,
  ) {
    super(`${code} at ${at}: ${reason}`)
  }
}
