import { z } from 'zod'
import { day, decimal, id, text } from '#shapes.ts'
import { customerFieldNames, type FieldType, fieldOf } from './customer-fields.ts'

/** What may be asked of a field of each type; `known` and `unknown` of any. */
export const operators = {
  choice: ['in', 'not-in'],
  number: ['at-least', 'at-most', 'between', 'top-percent', 'bottom-percent'],
  day: ['from', 'to', 'within-last', 'longer-ago', 'within-next'],
  anniversary: ['within-next'],
  words: ['in', 'not-in'],
  unit: ['in', 'not-in'],
  person: ['in', 'not-in'],
  security: ['in', 'not-in'],
} as const satisfies Record<FieldType, readonly string[]>
export const anyOperators = ['known', 'unknown'] as const
export type Operator = (typeof operators)[FieldType][number] | (typeof anyOperators)[number]

const field = z.enum(customerFieldNames)
const days = z.int().min(1).max(3660)
const percent = z.int().min(1).max(99)
const amount = decimal.refine((value) => value.replace(/^-/, '').split('.')[0]!.length <= 15, { error: 'decimal.size' })
const choices = z.array(text(120)).min(1).max(100)

const tests = [
  z.strictObject({ is: z.enum(['in', 'not-in']), field, values: choices }),
  z.strictObject({ is: z.enum(['at-least', 'at-most']), field, value: amount }),
  z.strictObject({ is: z.literal('between'), field, from: amount, to: amount }),
  z.strictObject({ is: z.enum(['top-percent', 'bottom-percent']), field, percent }),
  z.strictObject({ is: z.enum(['from', 'to']), field, day }),
  z.strictObject({ is: z.enum(['within-last', 'longer-ago', 'within-next']), field, days }),
  z.strictObject({ is: z.enum(anyOperators), field }),
] as const
export type Test = z.output<(typeof tests)[number]>
/** Questions joined by and, or, not. A field that is not known answers no question but `unknown`; `not` turns that round. */
export type Condition = { is: 'all' | 'any'; of: Condition[] } | { is: 'not'; of: Condition } | Test

type Complain = (path: string, code: string) => void
const identified = new Set<FieldType>(['unit', 'person', 'security'])

/** What the shape cannot say: whether the field can be asked this. */
function checkTest(test: Test, complain: Complain) {
  const { type, options, ranked } = fieldOf(test.field)
  const asked: readonly string[] = [...operators[type], ...anyOperators]
  const rank = test.is === 'top-percent' || test.is === 'bottom-percent'
  if (!asked.includes(test.is) || (rank && !ranked)) return complain('is', 'condition.operator')
  if (test.is === 'between' && Number(test.from) > Number(test.to)) return complain('to', 'condition.order')
  if (test.is !== 'in' && test.is !== 'not-in') return
  const shape = type === 'choice' ? z.enum(options as [string, ...string[]]) : identified.has(type) ? id : text(120)
  if (!test.values.every((value) => shape.safeParse(value).success)) complain('values', 'condition.value')
}

/** So deep may conditions lie in each other: as many shapes are made, so that none has to be followed without end. */
const DEEPEST = 8
const MOST_TESTS = 60

function level(depth: number): z.ZodType<Condition> {
  const inner = depth < DEEPEST ? level(depth + 1) : null
  const groups = inner && [
    z.strictObject({ is: z.enum(['all', 'any']), of: z.array(inner).min(1).max(30) }),
    z.strictObject({ is: z.literal('not'), of: inner }),
  ]
  const shape = groups ? z.discriminatedUnion('is', [...tests, ...groups] as never) : z.discriminatedUnion('is', tests)
  const checked = (shape as z.ZodType<Condition>).superRefine((condition, context) => {
    const complain: Complain = (path, message) => context.addIssue({ code: 'custom', path: [path], message })
    if ('field' in condition) checkTest(condition, complain)
    else if (depth === 1 && testsOf(condition).length > MOST_TESTS) complain('of', 'condition.long')
  })
  return checked.meta({ id: depth === 1 ? 'Condition' : `Condition${depth}` })
}
export const Condition = level(1)

const partsOf = (condition: Exclude<Condition, Test>): Condition[] =>
  condition.is === 'not' ? [condition.of] : condition.of
/** All questions of a condition, in the order in which they stand there. */
export const testsOf = (condition: Condition): Test[] =>
  'field' in condition ? [condition] : partsOf(condition).flatMap(testsOf)
