import { newId } from '@rapport/database/ids'
import { reasonsAgainst } from '#features/customer/customers/new-customer.ts'
import type { Outcome, WriteMeans } from '#features/customer/imports/kinds/kind.ts'
import type { Placed } from '#features/customer/imports/kinds/placement.ts'
import type { CustomerSaid, Details, ProfileSaid } from './check.ts'

/** The present facts of a customer, as its row has them. */
export interface CustomerFacts extends Details {
  id: string
  customerNo: string
  kind: 'person' | 'organisation'
  name: string
  lifecycle: string
  riskLevel: string | null
  riskBasis: string
  investmentCapacity: string | null
  capacityBasis: string
  assessedOn: string | null
  assessmentValidTo: string | null
  profileAsOf: string | null
  ownerId: string | null
  unitId: string
  importId: string | null
}
export interface ProfileFacts {
  asOf: string
  level: string | null
  riskLevel: string | null
  riskBasis: string
  investmentCapacity: string | null
  capacityBasis: string
  assessedOn: string | null
  validTo: string | null
}
type Change = 'none' | 'new' | 'changed'
export interface Kept<T> {
  facts: T
  change: Change
}
export interface DocumentFacts {
  id: string
  type: string
  hash: string
  /** The number in the clear, of one that has to be written. */
  number: string | null
}

/** A customer while the rows of a block are applied to it, one after the other, before anything is written. */
export interface CustomerState {
  facts: CustomerFacts
  change: Change
  renamed: boolean
  /** One a day. */
  profiles: Kept<ProfileFacts & { id: string }>[]
  /** The earliest first. */
  documents: Kept<DocumentFacts>[]
  /** One a kind and hash; those that were there have no value. */
  contacts: { kind: string; value: string | null; hash: string }[]
}

export function newState(
  said: CustomerSaid,
  { ownerId, unitId }: Placed,
  { importId }: Pick<WriteMeans, 'importId'>,
): CustomerState {
  const facts: CustomerFacts = {
    ...said.details,
    id: newId(),
    customerNo: said.customerNo,
    kind: said.likelyKind,
    name: said.details.name ?? said.customerNo,
    lifecycle: said.details.lifecycle ?? 'active',
    riskLevel: null,
    riskBasis: 'unavailable',
    investmentCapacity: null,
    capacityBasis: 'unavailable',
    assessedOn: null,
    assessmentValidTo: null,
    profileAsOf: null,
    ownerId,
    unitId,
    importId,
  }
  return { facts, change: 'new', renamed: false, profiles: [], documents: [], contacts: [] }
}

/** Applies one row. What the row says nothing of stays; a row older than the present record only adds to the history. */
export function apply(state: CustomerState, said: CustomerSaid, today: string): Outcome {
  const { facts } = state
  if (said.kind !== null && said.kind !== facts.kind) return [{ field: 'kind', code: 'customer.kind-differs' }]
  if (facts.kind !== said.likelyKind) {
    // The row was checked as one of the kind it looked like.
    const against = reasonsAgainst(facts.kind, said.details as never, today)
    if (against.length > 0) return against
  }
  const isNew = state.change === 'new'
  const profile = said.profile && profileOf(state, said.profile, today)
  const isPresent = !profile || facts.profileAsOf === null || profile.asOf >= facts.profileAsOf
  let changed = profile ? keepProfile(state, profile) : false
  if (isPresent) {
    changed = keepDetails(state, said.details) || changed
    if (profile) changed = keepPresent(state, profile) || changed
    if (said.identification) changed = keepDocument(state, said.identification) || changed
    for (const contact of said.contacts) changed = keepContact(state, contact) || changed
  }
  if (changed && !isNew) state.change = 'changed'
  return changed ? 'updated' : 'unchanged'
}

/** Writes what is told over what is kept; whether that changed anything. */
function overwrite<T extends object>(kept: T, told: Partial<T>): boolean {
  let changed = false
  for (const [name, value] of Object.entries(told) as [keyof T, T[keyof T]][])
    if (value !== undefined && kept[name] !== value) {
      kept[name] = value
      changed = true
    }
  return changed
}

function keepDetails(state: CustomerState, details: Details): boolean {
  const facts: Details = state.facts
  const name = facts.name
  let changed = false
  for (const field of Object.keys(details) as (keyof Details)[]) {
    if (details[field] === null || details[field] === facts[field]) continue
    facts[field] = details[field]
    changed = true
  }
  state.renamed ||= facts.name !== name
  return changed
}

/** The dated record a row stands for; null when the row has no date and says what is known already. */
function profileOf({ facts }: CustomerState, said: ProfileSaid, today: string): ProfileFacts | null {
  const told = {
    ...(said.level && { level: said.level }),
    ...(said.risk && { riskLevel: said.risk.level, riskBasis: said.risk.basis }),
    ...(said.capacity && { investmentCapacity: said.capacity.level, capacityBasis: said.capacity.basis }),
    ...(said.assessed && { assessedOn: said.assessed.on, validTo: said.assessed.validTo }),
  }
  const present = { ...facts, validTo: facts.assessmentValidTo }
  const says = Object.entries(told).some(([name, value]) => present[name as keyof typeof told] !== value)
  if (said.asOf === null && !says) return null
  const asOf = said.asOf ?? said.assessed?.on ?? today
  // What the file has no column for is carried on from the present, unless the row is older than that.
  const carried = facts.profileAsOf !== null && asOf < facts.profileAsOf ? unknown : present
  return {
    asOf,
    level: carried.level,
    riskLevel: carried.riskLevel,
    riskBasis: carried.riskBasis,
    investmentCapacity: carried.investmentCapacity,
    capacityBasis: carried.capacityBasis,
    assessedOn: carried.assessedOn,
    validTo: carried.validTo,
    ...told,
  }
}
const unknown = {
  level: null,
  riskLevel: null,
  riskBasis: 'unavailable',
  investmentCapacity: null,
  capacityBasis: 'unavailable',
  assessedOn: null,
  validTo: null,
}

function keepProfile(state: CustomerState, profile: ProfileFacts): boolean {
  const kept = state.profiles.find(({ facts }) => facts.asOf === profile.asOf)
  if (!kept) {
    state.profiles.push({ facts: { id: newId(), ...profile }, change: 'new' })
    return true
  }
  const changed = overwrite(kept.facts, profile)
  if (changed && kept.change === 'none') kept.change = 'changed'
  return changed
}

const keepPresent = ({ facts }: CustomerState, profile: ProfileFacts): boolean =>
  overwrite(facts, {
    level: profile.level ?? facts.level,
    riskLevel: profile.riskLevel,
    riskBasis: profile.riskBasis,
    investmentCapacity: profile.investmentCapacity,
    capacityBasis: profile.capacityBasis,
    assessedOn: profile.assessedOn,
    assessmentValidTo: profile.validTo,
    profileAsOf: profile.asOf,
  })

/** Another number of a type that is there corrects it, the first where there are several; the trail keeps what was before. */
function keepDocument(
  { documents }: CustomerState,
  { type, number, hash }: NonNullable<CustomerSaid['identification']>,
): boolean {
  if (documents.some(({ facts }) => facts.type === type && facts.hash === hash)) return false
  const kept = documents.find(({ facts }) => facts.type === type)
  if (!kept) {
    documents.push({ facts: { id: newId(), type, hash, number }, change: 'new' })
    return true
  }
  Object.assign(kept.facts, { hash, number })
  if (kept.change === 'none') kept.change = 'changed'
  return true
}

/** A mobile or e-mail that is not there yet is added; none is ever taken away. */
function keepContact(state: CustomerState, contact: CustomerSaid['contacts'][number]): boolean {
  if (state.contacts.some(({ kind, hash }) => hash === contact.hash && kind === contact.kind)) return false
  state.contacts.push(contact)
  return true
}
