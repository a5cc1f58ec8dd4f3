import { asOwner } from '@rapport/database/as-owner'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { ensureLoginRole } from '@rapport/database/roles'
import { listCustomers } from '../apps/api/src/features/customer/customers/list-customers.ts'
import { listVisits } from '../apps/api/src/features/service/care-visits/visit-list.ts'
import { captured, type Statement, withCondition } from './captured.ts'
import { at, table } from './measure.ts'
import type { Person, World } from './prepare.ts'

const ROUNDS = 60

/** What the wall costs: the same list behind it, and in front of it with the condition written by hand. */
export async function benchWall({ ownerUrl, seal, today, people }: World) {
  const { url } = await ensureLoginRole(ownerUrl, { password: seal.derive('database login') })
  const connections = new Connections(url, { most: 1, statementSeconds: 60 })
  const query = { direction: 'asc', after: undefined, limit: 50, from: today, to: undefined } as const
  const lists: Record<string, (db: Db) => Promise<unknown>> = {
    'customers by name': (db) =>
      listCustomers(db, { sort: 'name', direction: 'asc', after: undefined, limit: 50 }, { seal, today }),
    'visits by date': (db) => listVisits(db, query as never),
  }
  const rows: string[][] = []
  await asOwner(ownerUrl, async (owner) => {
    for (const [name, list] of Object.entries(lists))
      for (const [scope, person] of Object.entries(people)) {
        const statement = byHand(await captured(person.scope, list), person)
        const behind: number[] = []
        const before: number[] = []
        for (let round = 0; round < ROUNDS; round++) {
          await asViewer(connections, { ...person, permissions: [], clearance: [] }, { readOnly: true }, async (db) => {
            behind.push(await took(() => list(db)))
          })
          before.push(await took(() => owner.query({ name: `${name}-${scope}`, ...statement })))
        }
        const [wall, free] = [behind, before].map((times) =>
          at(
            times.slice(10).sort((a, b) => a - b),
            0.5,
          ),
        )
        rows.push([name, scope, wall!.toFixed(2), free!.toFixed(2), (wall! / free!).toFixed(2)])
      }
  })
  await connections.end()
  console.log('\nThe wall: median ms of a list behind it and of the same SQL without it (goal: 1.3 at most)\n')
  console.log(table(['list', 'scope', 'behind', 'without', 'ratio'], rows))
}

async function took(work: () => Promise<unknown>) {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

/** The viewer's rows, said in the statement itself; that removed customers are out of sight too, as in every list. */
function byHand(statement: Statement, { id, scope, units }: Person): Statement {
  const condition = (alias: string) =>
    scope === 'own'
      ? `${alias}.owner_id = '${id}'::uuid`
      : scope === 'units'
        ? `${alias}.unit_id = any ('{${units.join(',')}}'::uuid[])`
        : 'true'
  const customers = withCondition(statement, condition('c'))
  if (customers.text !== statement.text) return customers
  return {
    ...statement,
    text: statement.text.replaceAll(/care_visits v where/g, `care_visits v where v.live and ${condition('v')} and`),
  }
}
