import type { Permission, PersonalClass, Scope } from '@rapport/contract/permissions'

/** What a role of the firm may do, whose customers it sees and which personal data it reads in the clear. */
export interface RoleRights {
  readonly name: string
  readonly nameZh: string
  readonly scope: Scope
  readonly clearance: readonly PersonalClass[]
  readonly permissions: readonly Permission[]
}

const reading = [
  'customer.read',
  'account.read',
  'care-visit.read',
  'task.read',
  'moment.read',
  'case.read',
  'message.read',
  'security.read',
  'organisation.read',
] as const
/** What whoever serves customers does. */
const serving = ['care-visit.plan', 'care-visit.record', 'task.work', 'case.work', 'message.send'] as const

/** The roles every firm starts with. They are rows like any other: a firm may change them and add its own. */
export const builtInRoles = {
  'account-manager': {
    name: 'Account manager',
    nameZh: '客户经理',
    scope: 'own',
    clearance: [],
    permissions: [
      ...reading,
      ...serving,
      'customer.create',
      'customer.edit',
      'customer.edit-contacts',
      'customer.delete',
      'customer.export',
      'customer.reveal',
      'account-service.request',
      'import.run',
      'segment.build',
      'dashboard.build',
      'report.create',
      'report.build',
      'customer-quality.read',
    ],
  },
  'service-agent': {
    name: 'Service agent',
    nameZh: '客服专员',
    scope: 'units',
    clearance: [],
    permissions: [...reading, ...serving, 'customer.edit-contacts', 'dashboard.build'],
  },
  'branch-manager': {
    name: 'Branch manager',
    nameZh: '营业部经理',
    scope: 'units',
    clearance: [],
    permissions: [
      ...reading,
      ...serving,
      'customer.create',
      'customer.edit',
      'customer.edit-contacts',
      'customer.delete',
      'customer.hand-over',
      'customer.export',
      'customer.reveal',
      'account-service.request',
      'import.run',
      'task.assign',
      'message.approve',
      'case.supervise',
      'chart.read',
      'data-quality.read',
      'data-quality.fix',
      'customer.merge',
      'segment.build',
      'dashboard.build',
      'report.create',
      'report.build',
      'segment.share',
      'report.share',
      'dashboard.share',
      'customer-quality.read',
    ],
  },
  'head-office': {
    name: 'Head office',
    nameZh: '总部管理',
    scope: 'all',
    clearance: [],
    permissions: [
      ...reading,
      'customer.export',
      'customer.reveal',
      'customer.hand-over',
      'import.run',
      'import.reference-data',
      'chart.read',
      'task.assign',
      'case.supervise',
      'case.configure',
      'message.approve',
      'message.configure',
      'service.configure',
      'moment.configure',
      'indicator.edit',
      'data-centre.read',
      'data-quality.read',
      'data-quality.fix',
      'customer.merge',
      'segment.build',
      'dashboard.build',
      'report.create',
      'report.build',
      'segment.share',
      'report.share',
      'dashboard.share',
      'model.fit',
      'tier.configure',
      'customer-quality.read',
    ],
  },
  compliance: {
    name: 'Compliance',
    nameZh: '合规',
    scope: 'all',
    clearance: ['identification', 'mobile', 'email', 'bank-card'],
    permissions: [
      ...reading,
      'customer.export',
      'message.approve',
      'case.supervise',
      'chart.read',
      'audit.read',
      'data-centre.read',
      'data-quality.read',
      'segment.build',
      'dashboard.build',
      'report.build',
      'customer-quality.read',
    ],
  },
  administrator: {
    name: 'Administrator',
    nameZh: '系统管理员',
    scope: 'none',
    clearance: [],
    permissions: [
      'organisation.read',
      'unit.manage',
      'user.manage',
      'role.manage',
      'data-centre.read',
      'data-centre.run',
      'data-centre.configure',
      'data-quality.read',
    ],
  },
} as const satisfies Record<string, RoleRights>

export type RoleCode = keyof typeof builtInRoles
export const roleCodes = Object.keys(builtInRoles) as RoleCode[]
