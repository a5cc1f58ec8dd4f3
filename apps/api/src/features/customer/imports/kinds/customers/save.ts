import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { searchKeys, soundOf } from '@rapport/database/search-keys'
import type { WriteMeans } from '#features/customer/imports/kinds/kind.ts'
import { change, insertion, writeAll } from '#features/customer/imports/kinds/statements.ts'
import { accountNumbersOf } from './load.ts'
import type { CustomerState, DocumentFacts, ProfileFacts } from './state.ts'

type Means = Pick<WriteMeans, 'importId' | 'viewer' | 'seal'>

/** Writes what is new or changed of these customers and of what belongs to them. */
export async function saveCustomers(db: Db, states: readonly CustomerState[], means: Means): Promise<void> {
  const created = states.filter(({ change }) => change === 'new')
  const changed = states.filter(({ change }) => change === 'changed')
  const renamed = changed.filter((state) => state.renamed)
  const numbers = await accountNumbersOf(
    db,
    renamed.map(({ facts }) => facts.id),
  )
  const customers = (some: readonly CustomerState[]) =>
    some.map((state) => customerRow(state, numbers.get(state.facts.id) ?? [], means))
  const profiles = (wanted: 'new' | 'changed') =>
    states.flatMap(({ facts, profiles }) =>
      profiles.filter((kept) => kept.change === wanted).map((kept) => profileRow(facts.id, kept.facts, means)),
    )
  const documents = (wanted: 'new' | 'changed') =>
    states.flatMap(({ facts, documents }) =>
      documents.filter((kept) => kept.change === wanted).map((kept) => documentRow(facts.id, kept.facts, means.seal)),
    )
  const contacts = () => states.flatMap((state) => contactRows(state, means.seal))
  await writeAll(db, [
    () => insertion('customers', customers(created)),
    () => change('customers', changed.filter((state) => !state.renamed).map(customerFacts)),
    () => change('renamed-customers', customers(renamed)),
    () => insertion('investor_profiles', profiles('new')),
    () => change('profiles', profiles('changed')),
    () => insertion('identifications', documents('new')),
    () => change('documents', documents('changed')),
    () => insertion('contact_points', contacts()),
  ])
}

/** The row of a customer but for its name, by which it is searched. What is empty is left out: it costs nothing to read. */
const customerFacts = ({ facts }: CustomerState) => ({
  id: facts.id,
  gender: facts.gender ?? undefined,
  birth_on: facts.birthOn ?? undefined,
  nationality: facts.nationality ?? undefined,
  occupation: facts.occupation ?? undefined,
  education: facts.education ?? undefined,
  legal_form: facts.legalForm ?? undefined,
  industry: facts.industry ?? undefined,
  registered_address: facts.registeredAddress ?? undefined,
  lifecycle: facts.lifecycle,
  level: facts.level ?? undefined,
  risk_level: facts.riskLevel ?? undefined,
  risk_basis: facts.riskBasis,
  investment_capacity: facts.investmentCapacity ?? undefined,
  capacity_basis: facts.capacityBasis,
  assessed_on: facts.assessedOn ?? undefined,
  assessment_valid_to: facts.assessmentValidTo ?? undefined,
  profile_as_of: facts.profileAsOf ?? undefined,
  opened_on: facts.openedOn ?? undefined,
  note: facts.note ?? undefined,
})

function customerRow(state: CustomerState, accountNumbers: readonly string[], { importId, viewer }: Means) {
  const { facts } = state
  const sound = soundOf(facts.name)
  return {
    ...customerFacts(state),
    customer_no: facts.customerNo,
    kind: facts.kind,
    name: facts.name,
    name_pinyin: sound.pinyin,
    name_initials: sound.initials,
    search_keys: arrayText(searchKeys(facts.name, facts.customerNo, accountNumbers, sound)),
    owner_id: facts.ownerId ?? undefined,
    unit_id: facts.unitId,
    import_id: importId,
    created_by: viewer.id,
  }
}

/** An array as PostgreSQL writes it: read faster than one of JSON. */
const arrayText = (items: readonly string[]) =>
  `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`

const profileRow = (customerId: string, facts: ProfileFacts & { id: string }, { importId, viewer }: Means) => ({
  id: facts.id,
  customer_id: customerId,
  as_of: facts.asOf,
  level: facts.level ?? undefined,
  risk_level: facts.riskLevel ?? undefined,
  risk_basis: facts.riskBasis,
  investment_capacity: facts.investmentCapacity ?? undefined,
  capacity_basis: facts.capacityBasis,
  assessed_on: facts.assessedOn ?? undefined,
  valid_to: facts.validTo ?? undefined,
  source: 'import',
  import_id: importId,
  recorded_by: viewer.id,
})

const documentRow = (customerId: string, { id, type, number, hash }: DocumentFacts, seal: Seal) => ({
  id,
  customer_id: customerId,
  type,
  number_sealed: seal.close(number!, `identifications.number.${id}`),
  number_hash: hash,
})

const contactRows = ({ facts, contacts }: CustomerState, seal: Seal) =>
  contacts
    .filter((contact) => contact.value !== null)
    .map(({ kind, value, hash }) => {
      const id = newId()
      const sealed = seal.close(value!, `contact_points.value.${id}`)
      return { id, customer_id: facts.id, kind, value_sealed: sealed, value_hash: hash }
    })
