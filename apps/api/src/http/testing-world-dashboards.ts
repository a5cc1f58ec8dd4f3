import type { Db } from '@rapport/database/as-viewer'
import type { RoleCode } from '@rapport/database/factories/roles'
import { newId } from '@rapport/database/ids'

interface Maker {
  userId: string
  unit: { id: string }
}

/**
 * A dashboard that is its maker's alone, and some that are shared with roles from a branch, a region and
 * head office; everybody begins with one, whether they see it or not.
 */
export async function makeDashboards(
  db: Db,
  who: { manager: Maker; branch: Maker; region: Maker; headOffice: Maker; roles: Record<RoleCode, string> },
) {
  const make = ({ userId, unit }: Maker, ...shared: RoleCode[]) =>
    db.dashboard.create({
      data: {
        id: newId(),
        name: shared.join(' '),
        tiles: [{ kind: 'work', part: 'visits', width: 1 }],
        sharedWith: shared.map((code) => who.roles[code]),
        ownerId: userId,
        unitId: unit.id,
      },
    })
  await make(who.manager)
  await make(who.branch, 'account-manager')
  await make(who.region, 'branch-manager', 'service-agent')
  await make(who.headOffice, 'account-manager', 'compliance')
  const kept = await make(who.headOffice)
  for (const { id } of await db.user.findMany()) await db.homeDashboard.create({ data: { id, dashboardId: kept.id } })
}
