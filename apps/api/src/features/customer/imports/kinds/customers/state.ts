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
  const { details } = said
  const facts: CustomerFacts = {
    id: newId(),
    customerNo: said.customerNo,
    kind: said.likelyKind,
    name: details.name ?? said.customerNo,
    gender: details.gender,
    birthOn: details.birthOn,
    lifecycle: details.lifecycle ?? 'active',
    level: details.level,
    openedOn: details.openedOn,
    occupation: details.occupation,
    education: details.education,
    nationality: details.nationality,
    industry: details.industry,
    legalForm: details.legalForm,
    registeredAddress: details.registeredAddress,
    note: details.note,
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
  // A record without a day that says what is known already is none.
  const profile = said.profile?.asOf === null && isKnown(said.profile, facts) ? null : said.profile
  const record = profile && keepProfile(state, profileOf(state, profile, today), profile)
  const isPresent = !record || facts.profileAsOf === null || record.facts.asOf >= facts.profileAsOf
  let changed = record?.changed ?? false
  if (isPresent) {
    changed = keepDetails(state, said.details) || changed
    if (record) changed = keepPresent(state, record.facts) || changed
    if (said.identification) changed = keepDocument(state, said.identification) || changed
    for (const contact of said.contacts) changed = keepContact(state, contact) || changed
  }
  if (changed && !isNew) state.change = 'changed'
  return changed ? 'updated' : 'unchanged'
}

/** Writes these fields over what is kept; whether that changed anything. */
function overwrite<T extends object, K extends keyof T>(kept: T, told: Pick<T, K>, fields: readonly K[]): boolean {
  let changed = false
  for (const field of fields) {
    if (kept[field] === told[field]) continue
    kept[field] = told[field]
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

/** The dated record a row stands for. */
function profileOf(
  { facts }: CustomerState,
  { asOf, level, risk, capacity, assessed }: ProfileSaid,
  today: string,
): ProfileFacts {
  const on = asOf ?? assessed?.on ?? today
  // What the file has no column for is carried on from the present, unless the row is older than that.
  const isOlder = facts.profileAsOf !== null && on < facts.profileAsOf
  return {
    asOf: on,
    level: level ?? (isOlder ? null : facts.level),
    riskLevel: risk ? risk.level : isOlder ? null : facts.riskLevel,
    riskBasis: risk ? risk.basis : isOlder ? 'unavailable' : facts.riskBasis,
    investmentCapacity: capacity ? capacity.level : isOlder ? null : facts.investmentCapacity,
    capacityBasis: capacity ? capacity.basis : isOlder ? 'unavailable' : facts.capacityBasis,
    assessedOn: assessed ? assessed.on : isOlder ? null : facts.assessedOn,
    validTo: assessed ? assessed.validTo : isOlder ? null : facts.assessmentValidTo,
  }
}

/** Whether a record says nothing but what is known of the present. */
const isKnown = ({ level, risk, capacity, assessed }: ProfileSaid, facts: CustomerFacts): boolean =>
  (level == null || level === facts.level) &&
  (!risk || (risk.level === facts.riskLevel && risk.basis === facts.riskBasis)) &&
  (!capacity || (capacity.level === facts.investmentCapacity && capacity.basis === facts.capacityBasis)) &&
  (!assessed || (assessed.on === facts.assessedOn && assessed.validTo === facts.assessmentValidTo))

const told = ({ level, risk, capacity, assessed }: ProfileSaid) => [
  ...(level == null ? [] : (['level'] as const)),
  ...(risk ? (['riskLevel', 'riskBasis'] as const) : []),
  ...(capacity ? (['investmentCapacity', 'capacityBasis'] as const) : []),
  ...(assessed ? (['assessedOn', 'validTo'] as const) : []),
]

/** Keeps the record of a day. Of one that is there only what the file tells is changed: the rest was carried on then. */
function keepProfile(state: CustomerState, profile: ProfileFacts, said: ProfileSaid) {
  const kept = state.profiles.find(({ facts }) => facts.asOf === profile.asOf)
  if (!kept) {
    const facts = { id: newId(), ...profile }
    state.profiles.push({ facts, change: 'new' })
    return { facts, changed: true }
  }
  const changed = overwrite(kept.facts, profile, told(said))
  if (changed && kept.change === 'none') kept.change = 'changed'
  return { facts: kept.facts, changed }
}

const present = [
  ...(['level', 'riskLevel', 'riskBasis', 'investmentCapacity', 'capacityBasis', 'assessedOn'] as const),
  ...(['assessmentValidTo', 'profileAsOf'] as const),
]

function keepPresent({ facts }: CustomerState, profile: ProfileFacts): boolean {
  const { asOf: profileAsOf, validTo: assessmentValidTo } = profile
  const level = profile.level ?? facts.level
  return overwrite(facts, { ...profile, level, profileAsOf, assessmentValidTo }, present)
}

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
