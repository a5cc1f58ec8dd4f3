import type { AuditEvent } from '@rapport/contract/administration/audit-events'
import type { PersonalClass } from '@rapport/contract/permissions'
import type { Seal } from '@rapport/database/seal'
import { masked } from '#http/mask.ts'

type Facts = Record<string, unknown>
const hidden = '•••'

/** An event as somebody with this clearance may read it: sealed columns opened and masked, hashes left out. */
export function shownTo(clearance: readonly PersonalClass[], seal: Seal, event: AuditEvent): AuditEvent {
  const shown = (facts: Facts | null): Facts | null => {
    if (facts === null || typeof facts !== 'object') return facts
    const plain = Object.entries(facts).flatMap(([column, value]) => {
      if (column.endsWith('_hash')) return []
      if (!column.endsWith('_sealed')) return [[column, value]]
      const name = column.slice(0, -'_sealed'.length)
      return [[name, value === null ? null : openedTo(clearance, seal, event, name, String(value), facts)]]
    })
    return Object.fromEntries(plain)
  }
  return { ...event, before: shown(event.before), after: shown(event.after) }
}

function openedTo(
  clearance: readonly PersonalClass[],
  seal: Seal,
  { objectType, objectId }: AuditEvent,
  name: string,
  sealed: string,
  facts: Facts,
): string {
  const classes = classesOf(objectType, name, facts)
  const value = opened(seal, sealed, `${objectType}.${name}.${objectId}`)
  if (value === null || classes === null) return hidden
  const kind = classes.find((kind) => !clearance.includes(kind))
  if (kind === undefined) return value
  // Which of several it is, the event does not say; and a document of unknown type gets the mask that shows least.
  return classes.length > 1 ? hidden : masked(kind, value, String(facts.type ?? 'passport'))
}

/** The classes a sealed column may belong to; none is shown to everybody, null is unknown here. */
function classesOf(table: string, name: string, { kind }: Facts): PersonalClass[] | null {
  switch (`${table}.${name}`) {
    case 'identifications.number':
      return ['identification']
    case 'bank_cards.number':
      return ['bank-card']
    case 'contact_persons.phone':
      return ['mobile']
    case 'contact_persons.email':
      return ['email']
    case 'contact_points.value':
      if (kind === 'address' || kind === 'wechat') return []
      if (kind === 'email') return ['email']
      // A change of the value alone does not say of what kind it was.
      return kind === undefined ? ['mobile', 'email'] : ['mobile']
    default:
      return null
  }
}

function opened(seal: Seal, sealed: string, place: `${string}.${string}.${string}`): string | null {
  try {
    return seal.open(sealed, place)
  } catch {
    return null
  }
}
