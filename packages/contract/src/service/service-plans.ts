import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  count,
  cursor,
  day,
  id,
  instant,
  listOf,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'
import { necessities, skills, taskChannels } from './tasks.ts'

/** How somebody comes into a plan: by hand, by entering the segment of its level, or by buying a product of its kind. */
export const planStarts = ['hand', 'level', 'purchase'] as const
/** Whose a plan is: the firm's, a unit's, or made for one customer. */
export const planOwners = ['firm', 'unit', 'customer'] as const
/** Kinds of products after whose purchase a plan may start. */
export const planProducts = ['stock', 'etf', 'fund', 'money-fund', 'bond', 'repo', 'derivative', 'structured'] as const
/** Who does a step: the customer's manager, or whoever takes it. */
export const stepDoers = ['manager', 'pool'] as const
/** Why somebody is in a plan no more. */
export const planEnds = ['left', 'hand', 'finished', 'customer-gone', 'merged'] as const
const MOST_DAYS = 3660

const step = {
  name: text(120),
  nameZh: text(120),
  /** What to say or do. */
  details: optionalText(1000).default(null),
  channel: z.enum(taskChannels),
  /** Days from the start until it is due for the first time. */
  offsetDays: z.int().min(0).max(MOST_DAYS),
  /** From then on due again every so many days; null is once. */
  everyDays: z.int().min(1).max(MOST_DAYS).nullable().default(null),
  /** So often in all; null is for as long as the customer is in the plan. */
  times: z.int().min(2).max(1000).nullable().default(null),
  necessity: z.enum(necessities),
  /** Working days within which it is to be done. */
  limitDays: z.int().min(0).max(60),
  doneBy: z.enum(stepDoers),
  /** What whoever takes it has to be good at. */
  skill: z.enum(skills).nullable().default(null),
}
export const PlanStepDraft = z
  .strictObject(step)
  .refine(({ times, everyDays }) => times === null || everyDays !== null, {
    error: 'service-plan.times-of-once',
    path: ['times'],
  })
  .refine(({ doneBy, skill }) => skill === null || doneBy === 'pool', {
    error: 'service-plan.skill-of-manager',
    path: ['skill'],
  })
  .meta({ id: 'PlanStepDraft' })
export type PlanStepDraft = z.infer<typeof PlanStepDraft>
export const PlanStep = z
  .strictObject({ ...step, name: z.string(), nameZh: z.string(), details: z.string().nullable() })
  .meta({ id: 'PlanStep' })
export type PlanStep = z.infer<typeof PlanStep>
const stepDrafts = z.array(PlanStepDraft).min(1).max(30)

const names = { name: text(80), nameZh: text(80) }
export const ServicePlanDraft = z
  .strictObject({
    ...names,
    starts: z.enum(planStarts),
    /** Of a plan that a level starts. */
    levelId: id.nullable().default(null),
    /** Of a plan that a purchase starts. */
    product: z.enum(planProducts).nullable().default(null),
    /** Whoever is in the segment already starts today; otherwise only who enters from today on. */
    presentToo: z.boolean().default(false),
    steps: stepDrafts,
  })
  .refine(({ starts, levelId }) => (starts === 'level') === (levelId !== null), {
    error: 'service-plan.level-needed',
    path: ['levelId'],
  })
  .refine(({ starts, product }) => (starts === 'purchase') === (product !== null), {
    error: 'service-plan.product-needed',
    path: ['product'],
  })
  .refine(({ starts, steps }) => starts !== 'purchase' || steps.every((one) => !one.everyDays || one.times !== null), {
    error: 'service-plan.endless',
    path: ['steps'],
  })
  .meta({ id: 'ServicePlanDraft' })

const plan = {
  id,
  version,
  name: z.string(),
  nameZh: z.string(),
  starts: z.enum(planStarts),
  of: z.enum(planOwners),
  unit: UnitInRow.nullable(),
  level: z.strictObject({ id, name: z.string(), nameZh: z.string() }).nullable(),
  product: z.enum(planProducts).nullable(),
  presentToo: z.boolean(),
  beginsOn: z.string(),
  /** Nobody starts it from this day on. */
  closedOn: z.string().nullable(),
  /** The number of its last version. */
  number: count,
  mayEdit: z.boolean(),
}
export const ServicePlanInRow = z
  .strictObject({
    ...plan,
    steps: count,
    /** Customers in sight who are in it, and open steps of theirs that are overdue. */
    members: count,
    overdue: count,
  })
  .meta({ id: 'ServicePlanInRow' })
export type ServicePlanInRow = z.infer<typeof ServicePlanInRow>

const PlanVersion = z
  .strictObject({
    number: count,
    createdAt: instant,
    createdBy: z.string().nullable(),
    /** Customers in sight who are in it by this version. */
    members: count,
    steps: z.array(PlanStep),
  })
  .meta({ id: 'ServicePlanVersion' })
export type ServicePlanVersion = z.infer<typeof PlanVersion>
export const ServicePlan = z
  .strictObject({
    ...plan,
    /** The customer for whom it was made. */
    customer: z.strictObject({ id, name: z.string() }).nullable(),
    /** The latest first. */
    versions: z.array(PlanVersion),
  })
  .meta({ id: 'ServicePlan' })
export type ServicePlan = z.infer<typeof ServicePlan>

const standing = {
  id,
  /** Why it started. */
  cause: z.enum(planStarts),
  startedOn: z.string(),
  /** Number of the version of the plan that holds for this customer. */
  number: count,
  /** The day on which the next step falls due; null where none comes any more. */
  nextOn: z.string().nullable(),
  endedOn: z.string().nullable(),
  endReason: z.enum(planEnds).nullable(),
  open: count,
  overdue: count,
  done: count,
}
export const PlanMember = z
  .strictObject({
    ...standing,
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }),
    unit: UnitInRow,
    owner: PersonInRow.nullable(),
  })
  .meta({ id: 'PlanMember' })
export type PlanMember = z.infer<typeof PlanMember>

export const NextStep = z
  .strictObject({
    name: z.string(),
    nameZh: z.string(),
    on: z.string(),
    channel: z.enum(taskChannels),
    necessity: z.enum(necessities),
    doneBy: z.enum(stepDoers),
  })
  .meta({ id: 'NextStep' })
export const CustomerPlan = z
  .strictObject({
    ...standing,
    plan: z.strictObject({ id, name: z.string(), nameZh: z.string(), of: z.enum(planOwners) }),
    /** The next day of each step that is still to come, the earliest first. */
    next: z.array(NextStep),
  })
  .meta({ id: 'CustomerPlan' })
export type CustomerPlan = z.infer<typeof CustomerPlan>

export const CustomerPlanDraft = z
  .strictObject({ ...names, steps: stepDrafts, startsOn: day })
  .meta({ id: 'CustomerPlanDraft' })

export const servicePlans = {
  list: endpoint('GET /service-plans', {
    summary: 'Plans of the firm and its units, with who is in them and what of it is overdue',
    permission: 'service-plan.read',
    reply: listOf(ServicePlanInRow),
  }),
  add: endpoint('POST /service-plans', {
    summary: 'Make a plan; what starts by itself is made by whoever sees all customers, others are of one’s unit',
    permission: 'service-plan.edit',
    body: ServicePlanDraft,
    reply: ServicePlan,
  }),
  open: endpoint('GET /service-plans/:id', {
    summary: 'A plan with every version of its steps',
    permission: 'service-plan.read',
    params: byId,
    reply: ServicePlan,
  }),
  addVersion: endpoint('POST /service-plans/:id/versions', {
    summary: 'The next version of a plan: whoever starts from now on goes by it, whoever is in goes on with theirs',
    permission: 'service-plan.edit',
    params: byId,
    body: z.strictObject({ steps: stepDrafts }).meta({ id: 'ServicePlanVersionDraft' }),
    reply: ServicePlan,
  }),
  close: endpoint('PUT /service-plans/:id/closing', {
    summary: 'Let nobody start a plan any more; whoever is in goes on',
    permission: 'service-plan.edit',
    params: byId,
    reply: ServicePlan,
    versioned: true,
  }),
  members: endpoint('GET /service-plans/:id/members', {
    summary: 'Who is and was in a plan, the latest start first, by keyset',
    permission: 'service-plan.read',
    params: byId,
    query: z.strictObject({
      open: queryFlag.optional(),
      /** Of whom a step is overdue. */
      overdue: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(PlanMember),
  }),
  ofCustomer: endpoint('GET /customers/:id/service-plans', {
    summary: 'The plans a customer is and was in, since when, and their next steps',
    permission: 'service-plan.read',
    params: byId,
    reply: listOf(CustomerPlan),
  }),
  start: endpoint('POST /customers/:id/service-plans', {
    summary: 'Start a plan for one customer by hand',
    permission: 'service-plan.edit',
    params: byId,
    body: z.strictObject({ planId: id, startsOn: day }).meta({ id: 'PlanStart' }),
    reply: CustomerPlan,
  }),
  makeFor: endpoint('POST /customers/:id/own-service-plans', {
    summary: 'Make a plan for one customer and start it',
    permission: 'service-plan.edit',
    params: byId,
    body: CustomerPlanDraft,
    reply: CustomerPlan,
  }),
  end: endpoint('PUT /customer-plans/:id/end', {
    summary: 'Take a customer out of a plan: steps that nobody has begun are cancelled',
    permission: 'service-plan.edit',
    params: byId,
    body: z.strictObject({ reason: text(500) }).meta({ id: 'PlanEnd' }),
    reply: CustomerPlan,
  }),
}
