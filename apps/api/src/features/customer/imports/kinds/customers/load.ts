import type { Db } from '@rapport/database/as-viewer'
import type { CustomerSaid } from './check.ts'
import type { CustomerFacts, CustomerState, ProfileFacts } from './state.ts'

const facts = `c.id, customer_no as "customerNo", kind, name, gender, birth_on as "birthOn", lifecycle, level,
  opened_on as "openedOn", occupation, education, nationality, industry, legal_form as "legalForm",
  registered_address as "registeredAddress", note, risk_level as "riskLevel", risk_basis as "riskBasis",
  investment_capacity as "investmentCapacity", capacity_basis as "capacityBasis", assessed_on as "assessedOn",
  assessment_valid_to as "assessmentValidTo", profile_as_of as "profileAsOf", owner_id as "ownerId", unit_id as "unitId",
  import_id as "importId"`

/** Customers in sight by number; of two with one number neither can be meant, and the number gives null. */
export async function loadCustomers(db: Db, rows: readonly CustomerSaid[]): Promise<Map<string, CustomerState | null>> {
  // Locked in one order, so that a person who edits one of them meanwhile waits, and nothing is lost.
  const found = await db.rows<CustomerFacts & { told: string }>(
    'import-customers',
    `select ${facts}, n.no as told from (
       select id, customer_no as no from customers where customer_no = any($1::text[])
       union all
       select customer_id, merged_no from customer_merges m where merged_no = any($1::text[])
         and not exists (select from customers o where o.customer_no = m.merged_no)) n
     join customers c on c.id = n.id order by c.id for update of c`,
    [[...new Set(rows.map(({ customerNo }) => customerNo))]],
  )
  const states = new Map<string, CustomerState | null>()
  const byId = new Map<string, CustomerState>()
  for (const { told, ...facts } of found) {
    // Two numbers may mean one customer, of which one was merged into the other.
    const state: CustomerState = byId.get(facts.id) ?? {
      facts,
      change: 'none',
      renamed: false,
      profiles: [],
      documents: [],
      contacts: [],
    }
    states.set(told, states.has(told) ? null : state)
    byId.set(facts.id, state)
  }
  if (byId.size > 0) await loadBelongings(db, byId, rows)
  return states
}

/** Of what belongs to them only what the rows speak of. */
async function loadBelongings(db: Db, byId: ReadonlyMap<string, CustomerState>, rows: readonly CustomerSaid[]) {
  const ids = [...byId.keys()]
  if (rows.some(({ profile }) => profile))
    for (const { customerId, ...profile } of await db.rows<ProfileFacts & { customerId: string; id: string }>(
      'import-profiles',
      `select id, customer_id as "customerId", as_of as "asOf", level, risk_level as "riskLevel", risk_basis as "riskBasis",
         investment_capacity as "investmentCapacity", capacity_basis as "capacityBasis", assessed_on as "assessedOn",
         valid_to as "validTo"
       from investor_profiles where customer_id = any($1::uuid[])`,
      [ids],
    ))
      byId.get(customerId)!.profiles.push({ facts: profile, change: 'none' })
  if (rows.some(({ identification }) => identification))
    for (const { customerId, ...document } of await db.rows<{
      customerId: string
      id: string
      type: string
      hash: string
    }>(
      'import-documents',
      `select id, customer_id as "customerId", type, number_hash as hash from identifications
       where customer_id = any($1::uuid[]) order by id`,
      [ids],
    ))
      byId.get(customerId)!.documents.push({ facts: { ...document, number: null }, change: 'none' })
  if (rows.some(({ contacts }) => contacts.length > 0))
    for (const { customerId, kind, hash } of await db.rows<{ customerId: string; kind: string; hash: string }>(
      'import-contacts',
      `select customer_id as "customerId", kind, value_hash as hash from contact_points where customer_id = any($1::uuid[])`,
      [ids],
    ))
      byId.get(customerId)!.contacts.push({ kind, value: null, hash })
}

/** Account numbers of customers whose name changed: their ends are search keys, which are made anew with the name. */
export async function accountNumbersOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const numbers = new Map<string, string[]>()
  if (ids.length === 0) return numbers
  for (const { id, number } of await db.rows<{ id: string; number: string }>(
    'import-account-numbers',
    `select customer_id as id, number from accounts where customer_id = any($1::uuid[])
     union all select customer_id, merged_no from customer_merges where customer_id = any($1::uuid[])`,
    [ids],
  ))
    numbers.set(id, [...(numbers.get(id) ?? []), number])
  return numbers
}
