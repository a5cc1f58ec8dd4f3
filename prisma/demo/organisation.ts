import type { Rows } from '@rapport/database/factories/insert-rows'
import type { RoleCode } from '@rapport/database/factories/roles'
import { millisOf } from './calendar.ts'
import { personName } from './names.ts'
import { firm, places, regions } from './places.ts'
import type { Random } from './random.ts'

export interface Staff {
  id: string
  username: string
  name: string
  staffNo: string
  role: RoleCode
  unitId: string
  /** Number of the branch from 0; null for regions and head office. */
  branch: number | null
}
export interface Organisation {
  headOfficeId: string
  units: Rows['units'][]
  staff: Staff[]
}

const people = 150
const founded = 16_800 // 2015-12-31

/** Head office, three regions, twelve branches, teams in the larger ones, and everybody who works there. */
export function planOrganisation(random: Random): Organisation {
  const units: Rows['units'][] = []
  const unit = (kind: string, code: string, name: string, parentId: string | null) => {
    const id = random.id(millisOf(founded, 9, units.length))
    units.push({ id, parentId, kind, code, name, validFrom: '2015-12-31' })
    return id
  }
  const staff: Staff[] = []
  const hire = (username: string, role: RoleCode, unitId: string, branch: number | null = null) => {
    const name = personName(random, random.chance(0.52) ? 'female' : 'male')
    const staffNo = `E${String(10_001 + staff.length * 7)}`
    const id = random.id(millisOf(founded, 10, staff.length))
    staff.push({ id, username, name, staffNo, role, unitId, branch })
  }

  const headOfficeId = unit('head-office', 'HO', `${firm}总部`, null)
  const regionIds = regions.map((name, n) => unit('region', `R${n + 1}`, name, headOfficeId))
  for (const username of ['ho01', 'ho02', 'ho03', 'ho04']) hire(username, 'head-office', headOfficeId)
  for (const username of ['co01', 'co02', 'co03']) hire(username, 'compliance', headOfficeId)
  for (const username of ['admin', 'admin02']) hire(username, 'administrator', headOfficeId)
  for (const [n, id] of regionIds.entries()) hire(`rm0${n + 1}`, 'branch-manager', id)

  const managers = managersOf(people - staff.length - places.length * 3)
  for (const [branch, { region, branch: name, weight }] of places.entries()) {
    const code = String(branch + 1).padStart(2, '0')
    const id = unit('branch', `B${code}`, name, regionIds[region]!)
    const teams =
      weight >= 1.2
        ? ['一', '二'].map((n, i) =>
            unit('team', `B${code}T${i + 1}`, `${name.replace('营业部', '')}财富管理${n}部`, id),
          )
        : []
    hire(`bm${code}`, 'branch-manager', id, branch)
    hire(branch === 0 ? 'sa01' : `sa${code}1`, 'service-agent', id, branch)
    hire(`sa${code}2`, 'service-agent', id, branch)
    for (let n = 1; n <= managers[branch]!; n++) {
      // The first three sit in the branch itself, the others in its teams where there are any.
      const unitId = n <= 3 || teams.length === 0 ? id : teams[n % teams.length]!
      hire(managerName(branch, n), 'account-manager', unitId, branch)
    }
  }
  return { headOfficeId, units, staff }
}

function managerName(branch: number, n: number): string {
  if (branch === 0 && n <= 2) return `am0${n}`
  if (branch === 1 && n === 1) return 'am11'
  return `am${String(branch + 1).padStart(2, '0')}${n}`
}

/** So many account managers spread over the branches by their weight: whole numbers with the sum that was asked for. */
function managersOf(total: number): number[] {
  const weights = places.reduce((sum, { weight }) => sum + weight, 0)
  const counts = places.map(({ weight }) => Math.floor((total * weight) / weights))
  for (let left = total - counts.reduce((sum, count) => sum + count), i = 0; left > 0; left--, i++) counts[i]!++
  return counts
}
