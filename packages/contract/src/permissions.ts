/** What a person may do. A role is a set of these, a scope and a clearance; firms may add roles, not permissions. */
export const permissions = [
  'customer.read',
  'customer.create',
  'customer.edit',
  'customer.edit-contacts',
  'customer.delete',
  'customer.hand-over',
  'customer.export',
  'customer.reveal',
  'customer.merge',
  'customer-quality.read',
  'account.read',
  'account-service.request',
  'care-visit.read',
  'care-visit.plan',
  'care-visit.record',
  'task.read',
  'task.work',
  'task.assign',
  'case.read',
  'case.work',
  'case.supervise',
  'case.configure',
  'service.configure',
  'moment.read',
  'moment.configure',
  'security.read',
  'import.run',
  'import.reference-data',
  'chart.read',
  'indicator.edit',
  'segment.build',
  'segment.share',
  'tier.configure',
  'report.build',
  'report.share',
  'dashboard.build',
  'dashboard.share',
  'audit.read',
  'organisation.read',
  'unit.manage',
  'user.manage',
  'role.manage',
  'data-centre.read',
  'data-centre.run',
  'data-centre.configure',
  'data-quality.read',
  'data-quality.fix',
  'model.fit',
  'report.create',
] as const
export type Permission = (typeof permissions)[number]

/** Whose customers: one's own, those of one's units and below, all, none. Each is a PostgreSQL role `sees_…`. */
export const scopes = ['own', 'units', 'all', 'none'] as const
export type Scope = (typeof scopes)[number]

/** Classes of personal data; a role's clearance lists those it reads in the clear, the others come masked. */
export const personalClasses = ['identification', 'mobile', 'email', 'bank-card'] as const
export type PersonalClass = (typeof personalClasses)[number]
