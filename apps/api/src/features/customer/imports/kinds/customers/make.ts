import type { Db } from '@rapport/database/as-viewer'
import type { WriteMeans } from '#features/customer/imports/kinds/kind.ts'
import type { Placed } from '#features/customer/imports/kinds/placement.ts'
import type { CustomerSaid } from './check.ts'
import { saveCustomers } from './save.ts'
import { newState } from './state.ts'

/** Makes customers of whom nothing is known but their number, which stands in for the name. Returns ids by number. */
export async function makeCustomers(
  db: Db,
  wanted: readonly { customerNo: string; place: Placed }[],
  means: WriteMeans,
): Promise<Map<string, string>> {
  const states = wanted.map(({ customerNo, place }) => newState(bare(customerNo), place, means))
  await saveCustomers(db, states, means)
  return new Map(states.map(({ facts }) => [facts.customerNo, facts.id]))
}

const bare = (customerNo: string): CustomerSaid => ({
  customerNo,
  kind: null,
  likelyKind: 'person',
  details: {
    name: null,
    gender: null,
    birthOn: null,
    lifecycle: null,
    level: null,
    openedOn: null,
    occupation: null,
    education: null,
    nationality: null,
    industry: null,
    legalForm: null,
    registeredAddress: null,
    note: null,
  },
  profile: null,
  identification: null,
  contacts: [],
  prospect: null,
  owner: null,
  unit: null,
})
