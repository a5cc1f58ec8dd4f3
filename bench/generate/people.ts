import type { Db } from '@rapport/database/as-viewer'
import { makeHeadOffice, makeRoles } from '@rapport/database/factories'
import { insertRows, type Rows } from '@rapport/database/factories/insert-rows'
import type { RoleCode } from '@rapport/database/factories/roles'
import { personName } from '@rapport/demo/names'
import { places, regions } from '@rapport/demo/places'
import type { Random } from '@rapport/demo/random'

export interface Person {
  id: string
  username: string
  unitId: string
  branch: number
}
export interface People {
  /** Account managers of all branches; the first is am_bench. */
  managers: Person[]
  /** Ids of the people to sign in as, by username. */
  users: Record<string, string>
  branches: string[]
}

const since = Date.parse('2018-01-02T01:00:00Z')

/** Head office, regions, twelve branches and their account managers, and one person for each scope in the first branch. */
export async function makePeople(
  db: Db,
  random: Random,
  of: { managersABranch: number; passwordHash: string | undefined },
): Promise<People> {
  const roles = await makeRoles(db)
  const head = await makeHeadOffice(db)
  const unit = (kind: string, code: string, name: string, parentId: string): Rows['units'] => {
    return { id: random.id(since), parentId, kind, code, name, validFrom: '2018-01-02' }
  }
  const inRegions = regions.map((name, n) => unit('region', `BR${n + 1}`, name, head.id))
  const branches = places.map((place, n) => unit('branch', `BB${n + 1}`, place.branch, inRegions[place.region]!.id))
  await insertRows(db, 'units', [...inRegions, ...branches])

  const users: (Rows['users'] & { branch: number })[] = []
  const hire = (username: string, role: RoleCode, unitId: string, branch: number) => {
    const name = personName(random, random.chance(0.5) ? 'female' : 'male')
    users.push({ id: random.id(since), username, name, unitId, roleId: roles[role], preferences: {}, branch })
  }
  for (const [branch, { id }] of branches.entries())
    for (let n = 0; n < of.managersABranch; n++)
      hire(branch + n === 0 ? 'am_bench' : `am_${branch + 1}_${n + 1}`, 'account-manager', id, branch)
  const managers = users.map(({ id, username, unitId, branch }) => ({ id, username, unitId, branch }))
  const first = branches[0]!.id
  hire('sa_bench', 'service-agent', first, 0)
  hire('bm_bench', 'branch-manager', first, 0)
  hire('rm_bench', 'branch-manager', inRegions[0]!.id, 0)
  hire('ho_bench', 'head-office', head.id, 0)
  hire('co_bench', 'compliance', head.id, 0)
  await insertRows(
    db,
    'users',
    users.map(({ branch, ...row }) => row),
  )
  if (of.passwordHash !== undefined) {
    const { passwordHash } = of
    await insertRows(
      db,
      'credentials',
      users.map(({ id }) => ({ userId: id, passwordHash, changedAt: new Date() })),
    )
  }
  return {
    managers,
    users: Object.fromEntries(
      users.filter(({ username }) => username.endsWith('_bench')).map((one) => [one.username, one.id]),
    ),
    branches: branches.map(({ id }) => id),
  }
}
