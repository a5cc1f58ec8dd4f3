import { negated } from './arithmetic.ts'
import { functions, methods } from './functions.ts'
import { type Node, parseExpression, refuse } from './parse.ts'
import type { Cells, Term, Variable } from './term.ts'
import { called, choice, equality, literal, logic, order, reckoned, strict } from './terms.ts'

export interface Names<Row> {
  variables: readonly Variable<Row>[]
  cells?: Cells<Row>
}

/**
 * Compiles an expression in CEL to a closure. cel-js gives the grammar; the values are our own, because its numbers are
 * binary floats and 64-bit integers, and a missing value is an error to it. Throws `ExpressionRefused` with the place.
 */
export function compileExpression<Row>(source: string, { variables, cells }: Names<Row>): Term<Row> {
  const known = new Map(variables.map((variable) => [variable.name, variable]))
  const term = (node: Node): Term<Row> => {
    switch (node.op) {
      case 'value':
        return literal(node, node.args)
      case 'id':
        return known.get(node.args) ?? refuse(node, 'expression.unknown-name', node.args)
      case '[]':
        return cell(node, node.args[0], node.args[1])
      case '!_': {
        const of = typed(node.args, 'bool')
        return { type: 'bool', run: strict(of, (a: boolean) => !a) }
      }
      case '-_': {
        const of = typed(node.args, 'decimal')
        return { type: 'decimal', run: strict(of, negated) }
      }
      case '&&':
      case '||':
        return logic(typed(node.args[0], 'bool'), typed(node.args[1], 'bool'), node.op === '||')
      case '?:':
        return choice(node, typed(node.args[0], 'bool'), term(node.args[1]), term(node.args[2]))
      case '==':
      case '!=':
        return equality(node, term(node.args[0]), term(node.args[1]), node.op === '==')
      case '<':
      case '<=':
      case '>':
      case '>=':
        return order(node, term(node.args[0]), term(node.args[1]), node.op)
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return reckoned(node, term(node.args[0]), term(node.args[1]), node.op)
      case 'in':
        return among(node, term(node.args[0]), node.args[1])
      case 'call':
        if (node.args[0] === 'known' && node.args[1].length === 1) {
          const { run } = term(node.args[1][0]!)
          return { type: 'bool', run: (row) => run(row) !== null }
        }
        return called(node, functions, node.args[0], node.args[1].map(term))
      case 'rcall':
        return called(node, methods, node.args[0], [term(node.args[1]), ...node.args[2].map(term)])
      default:
        return refuse(node, 'expression.not-allowed', node.op)
    }
  }
  const typed = (node: Node, type: Term<Row>['type']): Term<Row> => {
    const found = term(node)
    return found.type === type ? found : refuse(node, 'expression.types', `${type} expected, not ${found.type}`)
  }
  const cell = (node: Node, of: Node, at: Node): Term<Row> => {
    if (of.op !== 'id' || of.args !== 'row' || at.op !== 'value' || typeof at.args !== 'string')
      return refuse(node, 'expression.not-allowed', 'only row["column"]')
    const run = cells?.(at.args) ?? refuse(at, 'expression.unknown-name', at.args)
    return { type: 'text', run }
  }
  const among = (node: Node, of: Term<Row>, list: Node): Term<Row> => {
    if (list.op !== 'list') return refuse(list, 'expression.not-allowed', 'only a list of values')
    const any = list.args.map((one) => equality(node, of, term(one), true))
    return any.reduce((a, b) => logic(a, b, true), { type: 'bool', run: () => false })
  }
  return term(parseExpression(source))
}
