import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeAccount, makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { makeSource, startDataCentre } from './testing.ts'

/** A data centre with a folder as its source, and two branches with a customer each, whose accounts are A1 and A2. */
export async function startTwoBranches() {
  const { api, admin, head } = await startDataCentre()
  const region = await api.make((db) => makeRegion(db))
  const [one, two] = await api.make(
    async (db) => [await makeBranch(db, { region }), await makeBranch(db, { region })] as const,
  )
  const { id: sourceId } = await makeSource(admin, { kind: 'folder', folder: 'counter' })
  mkdirSync(join(api.product.collecting.dropDir, 'counter'), { recursive: true })
  const customerWith = (unit: { id: string }, number: string) =>
    api.make(async (db) => {
      const customer = await makeCustomer(db, api.product.seal, { owner: null, unit })
      await makeAccount(db, { customer, number })
      return customer
    })
  return {
    api,
    admin,
    one,
    sourceId,
    /** Of the first branch, and of the second. */
    manager: await api.signIn('branch-manager', one),
    elsewhere: await api.signIn('branch-manager', two),
    office: await api.signIn('head-office', head),
    compliance: await api.signIn('compliance', head),
    here: await customerWith(one, 'A1'),
    there: await customerWith(two, 'A2'),
  }
}
