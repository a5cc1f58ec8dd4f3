import type { Decimal } from '@rapport/finance/decimal'
import { compare, dayInText, decimalIn, operators } from './arithmetic.ts'
import type { Callable } from './functions.ts'
import { type Node, refuse } from './parse.ts'
import type { Term, Value } from './term.ts'

/** `run` on the value of a term, unless it is missing. */
export const strict =
  <Row, A extends Value>(of: Term<Row>, run: (a: A) => Value) =>
  (row: Row): Value => {
    const value = of.run(row)
    return value === null ? null : run(value as A)
  }

export function literal<Row>(node: Node, value: unknown): Term<Row> {
  const always = (type: Term<Row>['type'], said: Value): Term<Row> => ({ type, run: () => said, literal: said })
  if (value === null) return always('nothing', null)
  if (typeof value === 'string') return always('text', value)
  if (typeof value === 'boolean') return always('bool', value)
  if (typeof value !== 'number' && typeof value !== 'bigint') return refuse(node, 'expression.not-allowed', 'literal')
  // Digit for digit as it is written: the parser has made a binary float of it.
  const { start, end } = node.range
  const exact = decimalIn(typeof value === 'bigint' ? String(value) : node.input.slice(start, end))
  return exact ? always('decimal', exact) : refuse(node, 'expression.number', node.input.slice(start, end))
}

/** Three-valued: false and anything is false, true or anything is true, also where the other is missing. */
export function logic<Row>(a: Term<Row>, b: Term<Row>, decides: boolean): Term<Row> {
  return {
    type: 'bool',
    run: (row) => {
      const first = a.run(row)
      if (first === decides) return decides
      const second = b.run(row)
      if (second === decides) return decides
      return first === null || second === null ? null : !decides
    },
  }
}

export function choice<Row>(node: Node, when: Term<Row>, yes: Term<Row>, no: Term<Row>): Term<Row> {
  const type = yes.type === 'nothing' ? no.type : yes.type
  if (type !== no.type && no.type !== 'nothing') return refuse(node, 'expression.types', `${yes.type} or ${no.type}`)
  return {
    type,
    run: (row) => {
      const said = when.run(row)
      return said === null ? null : said ? yes.run(row) : no.run(row)
    },
  }
}

/** Both of one type: a text beside a day is read as a day. */
function sameType<Row>(node: Node, a: Term<Row>, b: Term<Row>): [Term<Row>, Term<Row>] {
  const asDay = (one: Term<Row>): Term<Row> => {
    const day = typeof one.literal === 'string' ? dayInText(one.literal) : null
    return day === null ? refuse(node, 'expression.types', 'no day') : { type: 'day', run: () => day, literal: day }
  }
  if (a.type === 'day' && b.type === 'text') return [a, asDay(b)]
  if (a.type === 'text' && b.type === 'day') return [asDay(a), b]
  return a.type === b.type ? [a, b] : refuse(node, 'expression.types', `${a.type} beside ${b.type}`)
}

export function equality<Row>(node: Node, left: Term<Row>, right: Term<Row>, same: boolean): Term<Row> {
  if (left.type === 'nothing' || right.type === 'nothing') {
    const { run } = left.type === 'nothing' ? right : left
    return { type: 'bool', run: (row) => (run(row) === null) === same }
  }
  const [a, b] = sameType(node, left, right)
  const equal = a.type === 'decimal' ? (x: Value, y: Value) => compare(x as Decimal, y as Decimal) === 0 : Object.is
  return { type: 'bool', run: both(a, b, (x, y) => equal(x, y) === same) }
}

const orders = {
  '<': (sign: number) => sign < 0,
  '<=': (sign: number) => sign <= 0,
  '>': (sign: number) => sign > 0,
  '>=': (sign: number) => sign >= 0,
}

export function order<Row>(node: Node, left: Term<Row>, right: Term<Row>, op: keyof typeof orders): Term<Row> {
  const [a, b] = sameType(node, left, right)
  if (a.type === 'bool' || a.type === 'nothing') return refuse(node, 'expression.types', `${op} between ${a.type}`)
  const holds = orders[op]
  if (a.type === 'decimal')
    return { type: 'bool', run: both(a, b, (x, y) => holds(compare(x as Decimal, y as Decimal))) }
  return { type: 'bool', run: both(a, b, (x, y) => holds(x! < y! ? -1 : x! > y! ? 1 : 0)) }
}

export function reckoned<Row>(node: Node, a: Term<Row>, b: Term<Row>, op: string): Term<Row> {
  if (a.type === 'text' && b.type === 'text' && op === '+')
    return { type: 'text', run: both(a, b, (x, y) => `${x as string}${y as string}`) }
  if (a.type !== 'decimal' || b.type !== 'decimal') return refuse(node, 'expression.types', `${a.type} ${op} ${b.type}`)
  const operator = operators[op]!
  return { type: 'decimal', run: both(a, b, (x, y) => operator(x as Decimal, y as Decimal)) }
}

const both =
  <Row>(a: Term<Row>, b: Term<Row>, run: (x: Value, y: Value) => Value) =>
  (row: Row): Value => {
    const x = a.run(row)
    if (x === null) return null
    const y = b.run(row)
    return y === null ? null : run(x, y)
  }

export function called<Row>(
  node: Node,
  table: Readonly<Record<string, readonly Callable[]>>,
  name: string,
  args: Term<Row>[],
): Term<Row> {
  if (!Object.hasOwn(table, name)) return refuse(node, 'expression.not-allowed', `${name}()`)
  const fits = ({ takes }: Callable) => takes.length === args.length && takes.every((type, i) => type === args[i]!.type)
  const found = table[name]!.find(fits)
  if (!found) return refuse(node, 'expression.types', `${name}(${args.map(({ type }) => type).join(', ')})`)
  const run = found.run as (...values: Value[]) => Value
  return {
    type: found.gives,
    run: (row) => {
      const values: Value[] = []
      for (const arg of args) {
        const value = arg.run(row)
        if (value === null) return null
        values.push(value)
      }
      return run(...values)
    },
  }
}
