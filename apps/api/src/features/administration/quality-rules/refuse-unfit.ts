import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import type { RuleSettings } from '@rapport/contract/administration/quality-rules'
import { day } from '@rapport/contract/shapes'
import { parseDecimal } from '@rapport/finance/decimal'
import { Refused, refusedField } from '#http/refused.ts'
import { compare } from '#warehouse/collect/conditions/arithmetic.ts'
import { ExpressionRefused } from '#warehouse/collect/conditions/refused.ts'
import type { Target, TargetField } from '#warehouse/collect/fields/field.ts'
import { targetOf } from '#warehouse/collect/fields/targets.ts'
import { Judge } from '#warehouse/rules.ts'

const sumsOf = (settings: RuleSettings) =>
  settings.kind === 'balance'
    ? ([['sum', settings.sum] as const, ...(settings.equals ? [['equals', settings.equals] as const] : [])] as const)
    : []

/** The fields that settings name, by where they name them. */
function namedIn(settings: RuleSettings): [place: string, name: string][] {
  if ('field' in settings) return [['field', settings.field]]
  if (settings.kind === 'unique') return settings.fields.map((name, i) => [`fields.${i}`, name])
  return sumsOf(settings).flatMap(([place, { field, when }]): [string, string][] => [
    [`${place}.field`, field],
    ...(when ? [[`${place}.when.field`, when.field] as [string, string]] : []),
  ])
}

/**
 * Refuses settings by which rows of the item could not be judged, by the place in them: a field that its target has not, a
 * bound that is no value of its field, a sum of what is no number, a condition that does not compile.
 */
export function refuseUnfit({ mapping }: Pick<CollectionItem, 'mapping'>, settings: RuleSettings) {
  const named = namedIn(settings)
  const target = targetOf(
    mapping,
    named.map(([, name]) => name),
  )
  const fieldOf = (name: string) => target.fields.find((field) => field.name === name)
  for (const [place, name] of named) if (!fieldOf(name)) throw refusedField(`settings.${place}`, 'field.unknown')
  if (settings.kind === 'range') refuseBounds(settings, fieldOf(settings.field)!)
  for (const [place, { field }] of sumsOf(settings))
    if (!isNumber(fieldOf(field)!)) throw refusedField(`settings.${place}.field`, 'rule.not-a-number')
  if (settings.kind === 'condition') refuseCondition(settings.condition, target)
}

const isNumber = ({ type }: TargetField) => type === 'decimal' || type === 'integer'
const number = /^-?\d{1,28}(\.\d{1,12})?$/

function refuseBounds({ from, to }: Extract<RuleSettings, { kind: 'range' }>, field: TargetField) {
  if (!isNumber(field) && field.type !== 'day') throw refusedField('settings.field', 'rule.not-ordered')
  const fits = (bound: string) => (isNumber(field) ? number.test(bound) : day.safeParse(bound).success)
  for (const [place, bound] of Object.entries({ from, to }))
    if (bound !== null && !fits(bound))
      throw refusedField(`settings.${place}`, `rule.bound-${isNumber(field) ? 'number' : 'day'}`)
  if (from === null || to === null) return
  if (isNumber(field) ? compare(parseDecimal(from), parseDecimal(to)) > 0 : from > to)
    throw refusedField('settings.to', 'range.backwards')
}

function refuseCondition(condition: string, target: Target) {
  const rule = { code: 'tried', effect: 'count', settings: { kind: 'condition', condition } } as const
  try {
    new Judge({ rules: [rule], known: new Map() }, target, '2026-01-01')
  } catch (error) {
    if (!(error instanceof ExpressionRefused)) throw error
    const { code, at, length, reason } = error
    throw new Refused(422, 'invalid', {
      errors: [{ field: 'settings.condition', code }],
      details: { at, length, reason: reason.slice(0, 200) },
    })
  }
}
