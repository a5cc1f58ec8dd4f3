import { asOwner } from '@rapport/database/as-owner'
import { Connections } from '@rapport/database/connections'
import { migrate } from '@rapport/database/migrate'
import { ensureLoginRole } from '@rapport/database/roles'
import type { Seal } from '@rapport/database/seal'
import { hashPassword } from '../apps/api/src/features/administration/session/passwords.ts'
import { businessDay } from '../apps/api/src/product.ts'
import { generate } from './generate.ts'

export const benchPassword = 'a password for the benchmark'

export interface Person {
  id: string
  username: string
  scope: 'own' | 'units' | 'all'
  units: string[]
}
export interface World {
  ownerUrl: string
  seal: Seal
  today: string
  /** An account manager with 200 customers, a branch manager, somebody over a region, the head office. */
  people: { am: Person; branch: Person; region: Person; all: Person }
}

/** A generated firm of this size, and people of every scope who can sign in. */
export async function prepare(
  ownerUrl: string,
  seal: Seal,
  size: { customers: number; trades: number; visits: number },
): Promise<World> {
  const today = businessDay(new Date())
  await migrate(ownerUrl)
  const { url } = await ensureLoginRole(ownerUrl, { password: seal.derive('database login') })
  const isEmpty = await asOwner(
    ownerUrl,
    async (owner) => (await owner.query('select from users limit 1')).rowCount === 0,
  )
  if (isEmpty) await fill(ownerUrl, url, seal, size, today)
  return asOwner(ownerUrl, async (owner) => {
    const person = async (username: string, scope: Person['scope']): Promise<Person> => {
      const { rows } = await owner.query(
        `select u.id, array(select descendant_id from unit_ancestry where ancestor_id = u.unit_id) as units
         from users u where u.username = $1`,
        [username],
      )
      return { id: rows[0].id, username, scope, units: scope === 'units' ? rows[0].units : [] }
    }
    const people = {
      am: await person('am_bench', 'own'),
      branch: await person('bm_bench', 'units'),
      region: await person('rm_bench', 'units'),
      all: await person('ho_bench', 'all'),
    }
    return { ownerUrl, seal, today, people }
  })
}

async function fill(
  ownerUrl: string,
  url: string,
  seal: Seal,
  size: { customers: number; trades: number; visits: number },
  today: string,
) {
  const connections = new Connections(url, { most: 2, statementSeconds: 600 })
  const passwordHash = await hashPassword(benchPassword)
  const { seconds } = await generate(ownerUrl, connections, seal, {
    ...size,
    managersABranch: 40,
    today,
    passwordHash,
    log: (line) => console.log(`  ${line}`),
  })
  await connections.end()
  console.log(`generated in ${Math.round(seconds)} s: ${JSON.stringify(size)}`)
}
