import { makeResidentId } from '@rapport/contract/identity/resident-id'
import {
  type Made,
  makeAccount,
  makeBranch,
  makeCustomer,
  makeHeadOffice,
  makePrice,
  makeProfile,
  makeRegion,
  makeSecurity,
  makeTeam,
  makeTrade,
  makeVisit,
} from '@rapport/database/factories'
import { builtInRoles, type RoleCode } from '@rapport/database/factories/roles'
import { newId } from '@rapport/database/ids'
import { keepRefused } from '#features/customer/imports/refusals.ts'
import type { Api, Client } from './testing.ts'
import { makeApproval, makeApprovals } from './testing-world-approvals.ts'
import { makeArticles } from './testing-world-articles.ts'
import { makeAssessment } from './testing-world-assessments.ts'
import { makeCalendars, makeMeeting } from './testing-world-calendar.ts'
import { makeCallBack } from './testing-world-call-backs.ts'
import { makeCall, makeCallRoom, makeCallsOfNobody } from './testing-world-calls.ts'
import { makeCampaigns } from './testing-world-campaigns.ts'
import { makeCase, makeOtherCases } from './testing-world-cases.ts'
import { makeDashboards } from './testing-world-dashboards.ts'
import { makeMessages } from './testing-world-messages.ts'
import { makeMoment, makeMomentDays } from './testing-world-moments.ts'
import { makeNotices } from './testing-world-notices.ts'
import { makeNotifications } from './testing-world-notifications.ts'
import { makeFirmPlans, makeOwnPlan } from './testing-world-plans.ts'
import { makeProducts } from './testing-world-products.ts'
import { makeProspect } from './testing-world-prospects.ts'
import { makeRecommendation } from './testing-world-recommendations.ts'
import { makeSegments } from './testing-world-segments.ts'
import { makeServiceAnswer } from './testing-world-service-answers.ts'
import { makeSuitabilityCheck } from './testing-world-suitability.ts'
import { makeSurveys } from './testing-world-surveys.ts'
import { makeKeptAnswers, makeOtherTasks, makeTask } from './testing-world-tasks.ts'
import { makeDataCentre, makeFacts, makePairs } from './testing-world-warehouse.ts'
import { makeWorkLog, makeWorkLogs } from './testing-world-work-logs.ts'

export interface Person extends Client {
  name: string
  role: RoleCode
  /** The person's unit and all below it. */
  units: string[]
}
export interface KnownCustomer {
  id: string
  name: string
  customerNo: string
  owner: string | null
  unitId: string
  removed: boolean
  mobile: string
  residentId: string
  /** Ids of what hangs on it, by the first step of the address under which the API knows it. */
  children: Record<string, string>
}
export type World = Awaited<ReturnType<typeof makeWorld>>

/** Whether the firm's rules let this person see this customer: said here once more, apart from the database. */
export function sees(person: Person, customer: KnownCustomer): boolean {
  if (customer.removed) return false
  const { scope } = builtInRoles[person.role]
  if (scope === 'own') return customer.owner === person.userId
  if (scope === 'units') return person.units.includes(customer.unitId)
  return scope === 'all'
}

/** Tables with what customers or the firm would lose if a refused call changed them. */
const kept = [
  'customers',
  'identifications',
  'contact_points',
  'contact_persons',
  'bank_cards',
  'investor_profiles',
  'questionnaires',
  'products',
  'product_proposals',
  'product_ratings',
  'product_documents',
  'articles',
  'article_versions',
  'campaigns',
  'campaign_waves',
  'campaign_members',
  'campaign_contacts',
  'campaign_outcomes',
  'campaign_costs',
  'campaign_sums',
  'risk_assessments',
  'suitability_rules',
  'suitability_checks',
  'suitability_steps',
  'suitability_replays',
  'recommendations',
  'service_answers',
  'licences',
  'customer_links',
  'customer_needs',
  'relationship_assignments',
  'accounts',
  'account_service_requests',
  'customer_reports',
  'warehouse.trades',
  'warehouse.customer_months',
  'warehouse.unit_months',
  'prospects',
  'prospect_channels',
  'prospect_rules',
  'care_visits',
  'meetings',
  'calendar_feeds',
  'work_logs',
  'calls',
  'tasks',
  'task_events',
  'moment_rules',
  'moment_rule_versions',
  'moment_events',
  'cases',
  'case_events',
  'call_back_scripts',
  'call_back_samples',
  'call_back_rules',
  'call_backs',
  'service_levels',
  'service_plans',
  'service_plan_versions',
  'service_plan_steps',
  'customer_plans',
  'survey_questions',
  'surveys',
  'survey_versions',
  'survey_sendings',
  'survey_invitations',
  'survey_responses',
  'case_classes',
  'approval_flows',
  'approvals',
  'approval_steps',
  'approval_decisions',
  'approval_delegations',
  'message_templates',
  'contact_rules',
  'contact_stops',
  'consents',
  'opt_outs',
  'message_batches',
  'outbound_messages',
  'received_messages',
  'securities',
  'warehouse.prices',
  'imports',
  'import_refusals',
  'import_layouts',
  'warehouse.customer_scope',
  'warehouse.cash_movements',
  'warehouse.positions',
  'warehouse.customer_days',
  'data_sources',
  'collection_items',
  'etl_projects',
  'etl_tasks',
  'quality_rules',
  'quality_issues',
  'quality_samples',
  'quality_sample_rows',
  'units',
  'unit_ancestry',
  'roles',
  'users',
  'credentials',
]

/** A print of each table, with the transactions that wrote its rows: the same only when nothing was written at all. */
export const printOf = (api: Api): Promise<Record<string, string>> =>
  api.make(async (db) => {
    const print = (table: string) =>
      `select '${table}' as name, md5(coalesce(string_agg(xmin::text || to_jsonb(t)::text, '|' order by ctid), '')) as print from ${table} t`
    const { rows } = await db.connection.query(kept.map(print).join(' union all '))
    return Object.fromEntries(rows.map(({ name, print }) => [name, print]))
  })

/**
 * Two regions, three branches and a team; everybody who works there, signed in; and for each manager customers with one
 * of everything, one of them removed and one without an owner.
 */
export async function makeWorld(api: Api) {
  const head = await api.make((db) => makeHeadOffice(db))
  const [north, south] = await api.make(async (db) => [await makeRegion(db), await makeRegion(db)] as const)
  const [one, two, far] = await api.make(
    async (db) =>
      [
        await makeBranch(db, { region: north }),
        await makeBranch(db, { region: north }),
        await makeBranch(db, { region: south }),
      ] as const,
  )
  const team = await api.make((db) => makeTeam(db, { branch: one }))
  const below: Record<string, string[]> = {
    [head.id]: [head, north, south, one, two, far, team].map(({ id }) => id),
    [north.id]: [north, one, two, team].map(({ id }) => id),
    [one.id]: [one, team].map(({ id }) => id),
  }
  const person = async (name: string, role: RoleCode, unit: Made): Promise<Person> => ({
    ...(await api.signIn(role, unit, name)),
    name,
    role,
    units: below[unit.id] ?? [unit.id],
  })
  const people = {
    am1: await person('am1', 'account-manager', one),
    am2: await person('am2', 'account-manager', team),
    am3: await person('am3', 'account-manager', two),
    am4: await person('am4', 'account-manager', far),
    sa1: await person('sa1', 'service-agent', one),
    bm1: await person('bm1', 'branch-manager', one),
    bm2: await person('bm2', 'branch-manager', two),
    rm1: await person('rm1', 'branch-manager', north),
    ho1: await person('ho1', 'head-office', head),
    co1: await person('co1', 'compliance', head),
    admin: await person('admin', 'administrator', head),
  }
  const security = await api.make((db) => makeSecurity(db))
  await api.make((db) => makePrice(db, { security, pricedOn: '2026-11-02', price: '11.5' }))

  const customers: KnownCustomer[] = []
  const add = async (owner: Person | null, unit: Made, removed = false) =>
    customers.push(await makeKnownCustomer(api, { owner, unit, removed, security, sequence: customers.length }))
  for (const [owner, unit] of [
    [people.am1, one],
    [people.am1, one],
    [people.am2, team],
    [people.am2, one],
    [people.am3, two],
    [people.am4, far],
    [null, one],
    [null, far],
  ] as const)
    await add(owner, unit)
  await add(people.am1, one, true)
  await add(people.am4, far, true)
  await api.make((db) => makePairs(db, customers))
  const imports = { am1: await makeImport(api, people.am1), am3: await makeImport(api, people.am3) }
  const firm = { security, units: [one, team, two, far], people: Object.values(people) }
  const { samples } = await api.make((db) => makeDataCentre(db, api.product.seal, firm))
  const segments = await api.make((db) =>
    makeSegments(db, {
      manager: { ...people.am1, unit: one },
      branch: { ...people.bm1, unit: one },
      region: { ...people.rm1, unit: north },
      headOffice: { ...people.ho1, unit: head },
      customers,
    }),
  )
  const askers = [
    { ...people.am1, unit: one },
    { ...people.bm2, unit: two },
    { ...people.ho1, unit: head },
  ]
  await api.make((db) => makeMessages(db, customers, askers, segments[0]!.id))
  await api.make((db) => makeProducts(db))
  const campaigns = await api.make((db) => makeCampaigns(db, askers, segments[0]!.id, customers))
  await api.make((db) =>
    db.licence.create({
      data: {
        id: newId(),
        userId: people.am1.userId,
        kind: 'fund-sales',
        number: 'L-1',
        validFrom: new Date('2026-01-05'),
      },
    }),
  )
  await api.make((db) => makeSurveys(db, customers, askers, segments[0]!.id))
  const articles = await api.make((db) => makeArticles(db, [...askers, { ...people.rm1, unit: north }]))
  const schedules = await api.make((db) => db.reportSchedule.findMany())
  await api.make((db) =>
    db.reportBatch.create({
      data: { id: newId(), segmentId: segments[0]!.id, language: 'en', customers: 1, askedBy: people.am1.userId },
    }),
  )
  const { roles } = api
  await api.make((db) =>
    makeDashboards(db, {
      manager: { ...people.am1, unit: one },
      branch: { ...people.bm1, unit: one },
      region: { ...people.rm1, unit: north },
      headOffice: { ...people.ho1, unit: head },
      roles,
    }),
  )
  for (const { id } of customers) await api.make((db) => makeCallBack(db, id, people.bm1.userId))
  const cases = await api.make((db) => makeOtherCases(db, [people.am1, people.bm2, people.ho1], customers))
  await api.make((db) => makeMomentDays(db, security.id, Object.values(people)))
  await api.make((db) =>
    makeCalendars(
      db,
      Object.values(people).filter(({ name }) => name !== 'admin'),
    ),
  )
  await api.make((db) => makeWorkLogs(db, [people.am1, people.sa1, people.bm1, people.am3, people.am4]))
  await api.make((db) => makeCallsOfNobody(db, api.product.seal, [people.am1, people.bm2, people.ho1]))
  await api.make(makeKeptAnswers)
  const plans = await api.make(makeFirmPlans)
  const tasks = await api.make((db) => makeOtherTasks(db, [people.am1, people.bm2, people.ho1], customers))
  const notices = await api.make((db) =>
    makeNotices(
      db,
      [
        { ...people.bm1, unit: one },
        { ...people.rm1, unit: north },
        { ...people.ho1, unit: head },
        { ...people.admin, unit: head },
      ],
      [roles['account-manager'], roles['branch-manager'], roles.compliance],
    ),
  )
  const approvals = await api.make((db) => makeApprovals(db, people, one, customers))
  await api.make((db) => makeNotifications(db, Object.values(people), { tasks, cases, approvals }))
  const units = { head, north, south, one, two, far, team }
  return {
    ...units,
    roles,
    people,
    everybody: Object.values(people),
    customers,
    security,
    imports,
    samples,
    segments,
    articles,
    campaigns,
    schedules,
    plans,
    notices,
    approvals,
    tasks: tasks.map((task) => ({
      id: task.id,
      kind: task.kind,
      customer_id: task.customerId,
      owner_id: task.ownerId,
      unit_id: task.unitId,
      barred_id: task.barredId,
    })),
    cases: cases.map((one) => ({
      id: one.id,
      customer_id: one.customerId,
      owner_id: one.ownerId,
      unit_id: one.unitId,
      subject_id: one.subjectId,
    })),
    below,
  }
}

async function makeKnownCustomer(
  api: Api,
  draft: { owner: Person | null; unit: Made; removed: boolean; security: Made; sequence: number },
): Promise<KnownCustomer> {
  const { seal } = api.product
  const { owner, unit, removed, security, sequence } = draft
  const staff = { id: owner?.userId ?? (await api.make((db) => db.user.findFirstOrThrow())).id }
  const residentId = makeResidentId({ area: '310101', birthOn: '1988-03-07', sequence: sequence + 1 })
  const mobile = `1380000${String(1000 + sequence)}`
  return api.make(async (db) => {
    const made = await makeCustomer(db, seal, {
      owner: owner && { id: owner.userId },
      unit,
      name: `世界客户${String.fromCharCode(0x7532 + sequence)}`,
      openedOn: '2026-03-02',
      identifications: [{ type: 'resident-id', number: residentId }],
      contactPoints: [{ kind: 'mobile', value: mobile }],
      contactPersons: [
        { name: '联系人', phone: `1390000${String(1000 + sequence)}`, email: `p${sequence}@example.com` },
      ],
      bankCards: [{ bank: '工商银行', number: `6222021234567${String(100000 + sequence)}` }],
    })
    await makeProfile(db, { customer: made, asOf: '2026-03-02', riskLevel: 'C3', assessedOn: '2026-03-02' })
    const assessment = await makeAssessment(db, seal, made.id)
    const check = await makeSuitabilityCheck(db, made.id, staff.id)
    const recommendation = await makeRecommendation(db, made.id, staff.id, check)
    await makeServiceAnswer(db, made.id, staff.id)
    const account = await makeAccount(db, { customer: made })
    const trade = { side: 'buy' as const, quantity: '100', price: '10', tradedAt: '2026-11-02T10:00:00+08:00' }
    await makeTrade(db, { customer: made, account, security, ...trade })
    await makeFacts(db, { customer: made, account, security })
    const report = await db.customerReport.create({
      data: { id: newId(), customerId: made.id, language: 'en', askedBy: staff.id },
    })
    const visit = await makeVisit(db, { customer: made, staff, plannedOn: '2026-11-19' })
    const prospect = await makeProspect(db, made.id)
    const task = await makeTask(db, made.id)
    await makeMoment(db, made.id)
    const callBack = await makeCallBack(db, made.id)
    const servicePlan = await makeOwnPlan(db, made.id)
    const organiserId = owner?.userId ?? (await db.user.findFirstOrThrow({ where: { username: 'admin' } })).id
    const log = await makeWorkLog(db, organiserId, '2026-11-20', false)
    const call = await makeCall(db, seal, { agentId: staff.id, customerId: made.id })
    const room = await makeCallRoom(db, { agentId: staff.id, customerId: made.id })
    const meeting = await makeMeeting(db, { organiserId, customerId: made.id, private: true })
    const approval = await makeApproval(db, {
      requesterId: staff.id,
      customerId: made.id,
      unitId: unit.id,
      approvedBy: (await db.user.findFirstOrThrow({ where: { username: 'co1' } })).id,
    })
    const complaint = await makeCase(db, { customerId: made.id, firstHandlerId: staff.id, handlerId: null })
    await db.accountServiceRequest.create({
      data: { id: newId(), customerId: made.id, accountId: account.id, kind: 'freeze', requestedBy: staff.id },
    })
    const where = { where: { customerId: made.id } }
    const children = {
      customers: made.id,
      'care-visits': visit.id,
      'customer-reports': report.id,
      prospects: prospect.id,
      tasks: task.id,
      cases: complaint.id,
      approvals: approval.id,
      'risk-assessments': assessment.id,
      'suitability-checks': check.id,
      recommendations: recommendation.id,
      'call-backs': callBack.id,
      'service-plans': servicePlan.plan,
      'customer-plans': servicePlan.member,
      meetings: meeting.id,
      'work-logs': log.id,
      calls: call.id,
      'call-rooms': room.id,
      identifications: (await db.identification.findFirstOrThrow(where)).id,
      'contact-points': (await db.contactPoint.findFirstOrThrow(where)).id,
      'contact-persons': (await db.contactPerson.findFirstOrThrow(where)).id,
      'bank-cards': (await db.bankCard.findFirstOrThrow(where)).id,
      'customer-links': (await db.customerLink.findFirstOrThrow(where)).id,
      'customer-needs': (await db.customerNeed.findFirstOrThrow(where)).id,
      accounts: account.id,
      'customer-findings': (await db.customerFinding.findFirstOrThrow(where)).id,
    }
    if (removed) await db.customer.update({ where: { id: made.id }, data: { deletedAt: new Date() } })
    return { ...made, owner: owner?.userId ?? null, unitId: unit.id, removed, mobile, residentId, children }
  })
}

const makeImport = (api: Api, person: Person) =>
  api.make(async (db) => {
    const layout = { kind: 'customers', layout: 'code,name', mapping: {} }
    const data = { id: newId(), mode: 'upsert', fileName: 'a.csv', state: 'done', startedBy: person.userId, ...layout }
    const { id } = await db.import.create({ data })
    await keepRefused(db, api.product.seal, id, 0, { columns: ['code', 'name'], delimiter: ',', rows: [] })
    const rows = [{ cells: ['1', ''], reason: 'name: required' }]
    await keepRefused(db, api.product.seal, id, 1, { columns: ['code', 'name'], delimiter: ',', rows })
    await db.importLayout.create({ data: { userId: person.userId, ...layout } })
    return id
  })
