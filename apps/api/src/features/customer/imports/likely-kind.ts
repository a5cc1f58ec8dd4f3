import type { ImportKind } from '@rapport/contract/customer/imports'
import type { Permission } from '@rapport/contract/permissions'
import { kinds } from './kinds/kinds.ts'
import { suggestedMapping } from './mapping/suggest.ts'

/** That a kind has all it needs says as much as so many columns that it knows. */
const WHOLE = 2

/**
 * What a file with these columns most likely holds, of the kinds that these permissions may import: the kind that knows
 * most of them, where having all that it needs counts as two more. `asked` where no other fits better.
 */
export function likelyKind(
  columns: readonly string[],
  permissions: readonly Permission[],
  asked: ImportKind,
): ImportKind {
  const rateOf = (kind: ImportKind) => {
    const { fields, permission } = kinds[kind]
    if (permission && !permissions.includes(permission)) return -1
    const mapping = suggestedMapping(fields, columns)
    const whole = fields.every(({ name, required }) => !required || mapping[name])
    return Object.keys(mapping).length + (whole ? WHOLE : 0)
  }
  const others = (Object.keys(kinds) as ImportKind[]).toSorted((one, other) => rateOf(other) - rateOf(one))
  const best = others[0]!
  return rateOf(best) > rateOf(asked) ? best : asked
}
