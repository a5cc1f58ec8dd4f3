import { type Condition, operators, type Test } from '@rapport/contract/analytics/conditions'
import { type CustomerField, fieldOf } from '@rapport/contract/analytics/customer-fields'

/** A question being written: what is not filled in yet is empty. */
export interface TestDraft {
  key: number
  field: CustomerField
  is: Test['is']
  values: string[]
  value: string
  to: string
  number: number | ''
  day: string | null
}
export interface GroupDraft {
  key: number
  join: 'all' | 'any' | 'none'
  of: (TestDraft | GroupDraft)[]
}
export const isGroup = (draft: TestDraft | GroupDraft): draft is GroupDraft => 'join' in draft

let keys = 0
const empty = { values: [] as string[], value: '', to: '', number: '' as const, day: null }

/** What may be asked of a field: of a number only in comparison with others where it is ranked. */
export function operatorsOf(field: CustomerField): Test['is'][] {
  const { type, ranked } = fieldOf(field)
  const asked = operators[type].filter((is) => ranked || (is !== 'top-percent' && is !== 'bottom-percent'))
  return [...asked, 'known', 'unknown']
}

export const newTest = (field: CustomerField = 'assets'): TestDraft => ({
  key: ++keys,
  field,
  is: operatorsOf(field)[0]!,
  ...empty,
})
export const newGroup = (of: GroupDraft['of'] = [newTest()]): GroupDraft => ({ key: ++keys, join: 'all', of })

/** Another field: what was asked of it goes where it cannot be asked of the new one. */
export function withField(test: TestDraft, field: CustomerField): TestDraft {
  const is = operatorsOf(field).includes(test.is) ? test.is : operatorsOf(field)[0]!
  const same =
    fieldOf(field).type === fieldOf(test.field).type && fieldOf(field).options === fieldOf(test.field).options
  return { ...(same ? test : { ...newTest(field), key: test.key }), field, is }
}

/** As it is sent: a share is written in percent and sent as a fraction. */
export function conditionOf(draft: TestDraft | GroupDraft): Condition {
  if (isGroup(draft)) {
    const of = draft.of.map(conditionOf)
    return draft.join === 'none' ? { is: 'not', of: { is: 'any', of } } : { is: draft.join, of }
  }
  const { field, is } = draft
  switch (is) {
    case 'in':
    case 'not-in':
      return { is, field, values: draft.values }
    case 'at-least':
    case 'at-most':
      return { is, field, value: sent(field, draft.value) }
    case 'between':
      return { is, field, from: sent(field, draft.value), to: sent(field, draft.to) }
    case 'top-percent':
    case 'bottom-percent':
      return { is, field, percent: draft.number as number }
    case 'from':
    case 'to':
      return { is, field, day: draft.day ?? '' }
    case 'within-last':
    case 'longer-ago':
    case 'within-next':
      return { is, field, days: draft.number as number }
    default:
      return { is, field }
  }
}

/** As it is edited; a single question stands in a group of its own. */
export function draftOf(condition: Condition): GroupDraft {
  const draft = partOf(condition)
  return isGroup(draft) ? draft : newGroup([draft])
}

function partOf(condition: Condition): TestDraft | GroupDraft {
  if ('field' in condition) return { ...testOf(condition), key: ++keys }
  if (condition.is === 'not') {
    const inner = condition.of
    const of = !('field' in inner) && inner.is === 'any' ? inner.of : [inner]
    return { key: ++keys, join: 'none', of: of.map(partOf) }
  }
  return { key: ++keys, join: condition.is, of: condition.of.map(partOf) }
}

function testOf(test: Test): Omit<TestDraft, 'key'> {
  const { field, is } = test
  const draft = { field, is, ...empty }
  if ('values' in test) return { ...draft, values: test.values }
  if ('value' in test) return { ...draft, value: written(field, test.value) }
  if ('from' in test) return { ...draft, value: written(field, test.from), to: written(field, test.to) }
  if ('percent' in test) return { ...draft, number: test.percent }
  if ('days' in test) return { ...draft, number: test.days }
  return 'day' in test ? { ...draft, day: test.day } : draft
}

const isShare = (field: CustomerField) => fieldOf(field).unit === 'share'
const sent = (field: CustomerField, typed: string) => (isShare(field) ? moved(typed.trim(), -2) : typed.trim())
export const written = (field: CustomerField, value: string) => (isShare(field) ? moved(value, 2) : value)

/** A decimal with its point moved, digit by digit: no binary float comes in between. */
function moved(decimal: string, places: number): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!found) return decimal
  const [, sign = '', whole = '', part = ''] = found
  const digits = places > 0 ? whole + part.padEnd(places, '0') : whole.padStart(-places + 1, '0') + part
  const point = places > 0 ? whole.length + places : Math.max(whole.length, -places + 1) + places
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '')
  const right = digits.slice(point).replace(/0+$/, '')
  return `${sign}${left}${right && `.${right}`}`
}
