import type { Target, TargetField } from '#warehouse/collect/fields/field.ts'
import type { Values } from '#warehouse/collect/values.ts'
import { decimalText, storedDecimal } from './arithmetic.ts'
import { compileExpression } from './compile.ts'
import { ExpressionRefused } from './refused.ts'
import type { Cells, TermType, Value, Variable } from './term.ts'

/** Whether a row keeps a condition: true, false, or null where a value that it needs is missing. */
export type Condition = (values: Values) => boolean | null

const typeOf = (field: TargetField): TermType => {
  switch (field.type) {
    case 'decimal':
    case 'integer':
      return 'decimal'
    case 'boolean':
      return 'bool'
    case 'day':
    case 'instant':
      return field.type
    default:
      return 'text'
  }
}

function reader(at: number, type: TermType): (values: Values) => Value {
  if (type === 'decimal')
    return (values) => {
      const said = values[at]
      return said == null ? null : storedDecimal(said)
    }
  if (type === 'bool') return (values) => (values[at] == null ? null : values[at] === 'true')
  return (values) => values[at] ?? null
}

/**
 * Compiles a condition on the fields of a target, in CEL: `quantity > 0 && price * quantity - amount < 0.01`. Numbers are
 * exact. `businessDate` is the day of the batch, YYYY-MM-DD. Throws `ExpressionRefused`.
 */
export function compileCondition(
  source: string,
  target: Target,
  { businessDate }: { businessDate: string },
): Condition {
  const own = target.fields.map((field, at): Variable<Values> => {
    const type = typeOf(field)
    return { name: field.name, type, run: reader(at, type) }
  })
  const today: Variable<Values> = { name: 'businessDate', type: 'day', run: () => businessDate }
  const { type, run } = compileExpression(source, { variables: [...own, today] })
  if (type !== 'bool') throw new ExpressionRefused('expression.types', 0, source.length, `a condition, not ${type}`)
  return run as Condition
}

/**
 * Compiles an expression over the cells of a row, `decimal(row["price"]) * decimal(row["lots"]) * 100`, to the text that
 * it comes to: '' where something is missing. Throws `ExpressionRefused`, also for a column that the file does not have.
 */
export function compileCellText(source: string, columns: readonly string[]): (cells: readonly string[]) => string {
  const cells: Cells<readonly string[]> = (column) => {
    const at = columns.indexOf(column)
    return at < 0 ? null : (row) => row[at]?.trim() || null
  }
  const { run } = compileExpression(source, { variables: [], cells })
  return (row) => {
    const value = run(row)
    if (value === null) return ''
    return typeof value === 'object' ? decimalText(value) : String(value)
  }
}
