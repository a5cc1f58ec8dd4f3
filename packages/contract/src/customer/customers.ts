import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  cursor,
  day,
  decimal,
  id,
  instant,
  listOf,
  month,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  queryList,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'
import { ContactPointDraft } from './contact-points.ts'
import { IdentificationDraft } from './identifications.ts'
import {
  bases,
  customerKinds,
  customerLanguages,
  genders,
  investmentCapacities,
  investorClasses,
  levels,
  lifecycles,
  riskLevels,
} from './vocabulary.ts'

export const CustomerInRow = z
  .strictObject({
    id,
    version,
    customerNo: z.string(),
    name: z.string(),
    kind: z.enum(customerKinds),
    level: z.enum(levels).nullable(),
    lifecycle: z.enum(lifecycles),
    riskLevel: z.enum(riskLevels).nullable(),
    riskBasis: z.enum(bases),
    /** Last day on which the risk assessment is valid; null when there is none. */
    assessmentValidTo: z.string().nullable(),
    openedOn: z.string().nullable(),
    owner: PersonInRow.nullable(),
    unit: UnitInRow,
  })
  .meta({ id: 'CustomerInRow' })
export type CustomerInRow = z.infer<typeof CustomerInRow>

export const Customer = CustomerInRow.extend({
  gender: z.enum(genders).nullable(),
  birthOn: z.string().nullable(),
  nationality: z.string().nullable(),
  occupation: z.string().nullable(),
  education: z.string().nullable(),
  legalForm: z.string().nullable(),
  industry: z.string().nullable(),
  registeredAddress: z.string().nullable(),
  lei: z.string().nullable(),
  /** In which they are written to. */
  language: z.enum(customerLanguages),
  investorClass: z.enum(investorClasses),
  investmentCapacity: z.enum(investmentCapacities).nullable(),
  capacityBasis: z.enum(bases),
  assessedOn: z.string().nullable(),
  profileAsOf: z.string().nullable(),
  tags: z.array(z.string()),
  note: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
  deletedAt: instant.nullable(),
}).meta({ id: 'Customer' })
export type Customer = z.infer<typeof Customer>

const details = {
  gender: z.enum(genders).nullable(),
  birthOn: day.nullable(),
  nationality: optionalText(60),
  occupation: optionalText(80),
  education: optionalText(60),
  legalForm: optionalText(80),
  industry: optionalText(120),
  registeredAddress: optionalText(300),
  lei: z
    .string()
    .max(20)
    .regex(/^[A-Z0-9]{18}\d\d$/, { error: 'lei.shape' })
    .nullable(),
  language: z.enum(customerLanguages),
  investorClass: z.enum(investorClasses),
  lifecycle: z.enum(lifecycles),
  level: z.enum(levels).nullable(),
  openedOn: day.nullable(),
  tags: z.array(text(40)).max(30),
  note: optionalText(2000),
}

/** A new customer. An account manager owns what she creates; who sees units names the owner. */
export const NewCustomer = z
  .strictObject({
    kind: z.enum(customerKinds),
    name: text(120),
    customerNo: code(40).optional(),
    identification: IdentificationDraft,
    contactPoints: z.array(ContactPointDraft).max(20).default([]),
    ownerUsername: code(64).optional(),
    ...z.strictObject(details).partial().shape,
  })
  .meta({ id: 'NewCustomer' })

export const CustomerEdit = z
  .strictObject({ name: text(120), ...details })
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
  .meta({ id: 'CustomerEdit' })

export const customerSorts = ['name', 'customerNo', 'openedOn', 'updatedAt'] as const
const years = z.string().regex(/^\d{1,3}$/, { error: 'integer.shape' })
const dayCount = z.string().regex(/^[1-9]\d{0,2}$/, { error: 'integer.shape' })
const filters = {
  /** Part of a name, its pinyin or initials, a tail of a customer or account number, or a whole mobile or ID number. */
  q: text(80).optional(),
  kind: queryList(customerKinds).optional(),
  level: queryList([...levels, 'none']).optional(),
  riskLevel: queryList([...riskLevels, 'none']).optional(),
  riskBasis: queryList(bases).optional(),
  lifecycle: queryList(lifecycles).optional(),
  unit: id.optional(),
  owner: id.optional(),
  openedFrom: day.optional(),
  openedTo: day.optional(),
  /** Only customers who traded in this month. */
  tradedIn: month.optional(),
  /** Only customers who traded in this currency, in that month where one is given. */
  tradedCurrency: z
    .string()
    .max(3)
    .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
    .optional(),
  /** Only present members of this segment. */
  segment: id.optional(),
  /** Only customers whose risk assessment ran out before today. */
  assessmentExpired: queryFlag.optional(),
  /** Only customers whose risk assessment is valid to a day from, or up to, this one. */
  assessmentFrom: day.optional(),
  assessmentTo: day.optional(),
  /** Only customers without a risk assessment. */
  assessmentNone: queryFlag.optional(),
  /** Only customers of so many whole years today, at least and at most; only those whose day of birth is not known. */
  ageFrom: years.optional(),
  ageTo: years.optional(),
  ageNone: queryFlag.optional(),
  /** Only persons whose birthday is within so many days, today included; whoever was born on 29 February has it on the 28th else. */
  birthdayWithin: dayCount.optional(),
  /** Only customers whom nobody has contacted for so many days, or ever. */
  notContactedFor: dayCount.optional(),
  /** Only customers who hold more risk than they were assessed to bear, as last worked out. */
  aboveTolerance: queryFlag.optional(),
  /** Only customers valued in this month, whose assets at its end, in this currency (CNY), are from … to below …. */
  assetsIn: month.optional(),
  assetsFrom: decimal.optional(),
  assetsBelow: decimal.optional(),
  assetsCurrency: z
    .string()
    .max(3)
    .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
    .optional(),
  /** Only customers whom the model held likely to leave when it last scored all in this month. */
  atRiskIn: month.optional(),
  /** Only customers who had a tier at the begin or the end of this month, and went from this one to that; `none` is no tier. */
  tierIn: month.optional(),
  tierFrom: code(40).optional(),
  tierTo: code(40).optional(),
  deleted: queryFlag.optional(),
}
export const CustomerFilter = z.strictObject(filters)
export type CustomerFilter = z.infer<typeof CustomerFilter>
export const CustomerQuery = z.strictObject({
  ...filters,
  sort: z.enum(customerSorts).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  after: cursor.optional(),
  limit: pageSize,
})
export type CustomerQuery = z.infer<typeof CustomerQuery>

export const customerGroupings = ['level', 'riskLevel', 'lifecycle', 'kind', 'unit', 'owner'] as const
export const CustomerGroups = z.strictObject({
  total: z.int(),
  items: z.array(z.strictObject({ key: z.string().nullable(), name: z.string().nullable(), count: z.int() })),
})

export const customers = {
  list: endpoint('GET /customers', {
    summary: 'List customers, by keyset',
    permission: 'customer.read',
    query: CustomerQuery,
    reply: pageOf(CustomerInRow),
  }),
  lookUp: endpoint('POST /customers/look-up', {
    asks: true,
    summary: 'Find customers by a whole mobile or ID number, which does not belong into an address',
    permission: 'customer.read',
    body: z.strictObject({ number: text(40) }),
    reply: listOf(CustomerInRow),
    status: 200,
  }),
  groups: endpoint('GET /customers/groups', {
    summary: 'Count customers by one of their properties',
    permission: 'customer.read',
    query: z.strictObject({ ...filters, by: z.enum(customerGroupings) }),
    reply: CustomerGroups,
  }),
  exportRows: endpoint('GET /customers/export', {
    summary: 'Customers under the same filter as a CSV file; personal data masked as on the page',
    permission: 'customer.export',
    query: CustomerFilter,
    reply: CustomerInRow,
    gives: 'csv',
  }),
  create: endpoint('POST /customers', {
    summary: 'Create a customer',
    permission: 'customer.create',
    body: NewCustomer,
    reply: Customer,
  }),
  open: endpoint('GET /customers/:id', {
    summary: 'Open a customer',
    permission: 'customer.read',
    params: byId,
    reply: Customer,
  }),
  edit: endpoint('PATCH /customers/:id', {
    summary: 'Edit a customer',
    permission: 'customer.edit',
    params: byId,
    body: CustomerEdit,
    reply: Customer,
    versioned: true,
  }),
  remove: endpoint('DELETE /customers/:id', {
    summary: 'Remove a customer from all lists; can be restored with all that belongs to it',
    permission: 'customer.delete',
    params: byId,
    versioned: true,
  }),
  restore: endpoint('POST /customers/:id/restoration', {
    summary: 'Bring a removed customer back',
    permission: 'customer.delete',
    params: byId,
    reply: Customer,
  }),
  handOver: endpoint('POST /customers/:id/hand-over', {
    summary: 'Give a customer to another account manager',
    permission: 'customer.hand-over',
    params: byId,
    body: z.strictObject({ ownerId: id, reason: text(500) }),
    reply: Customer,
    versioned: true,
  }),
}
