import { type Permission, permissions } from '@rapport/contract/permissions'

export const areas = ['customer', 'service', 'analytics', 'administration'] as const
export type Area = (typeof areas)[number]

const service = new Set(['care-visit'])
const analytics = new Set(['chart'])
const administration = new Set(['audit', 'organisation', 'unit', 'user', 'role', 'data-centre', 'data-quality'])

/** The area that a permission belongs to, by its noun; what is not told apart is about customers. */
export function areaOf(permission: Permission): Area {
  const noun = permission.split('.')[0] as string
  if (service.has(noun)) return 'service'
  if (analytics.has(noun)) return 'analytics'
  return administration.has(noun) ? 'administration' : 'customer'
}

/** All permissions of an area, in the order of the contract. */
export const permissionsOf = (area: Area) => permissions.filter((permission) => areaOf(permission) === area)
