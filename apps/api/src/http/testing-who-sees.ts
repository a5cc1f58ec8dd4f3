import { builtInRoles } from '@rapport/database/factories/roles'
import { type Person, sees, type World } from './testing-world.ts'

type Row = Record<string, unknown>
export type Rule = (row: Row, person: Person) => boolean

const scopeOf = ({ role }: Person) => builtInRoles[role].scope
const may = ({ role }: Person, permission: string) =>
  (builtInRoles[role].permissions as readonly string[]).includes(permission)
const below = (person: Person, unit: unknown) => scopeOf(person) === 'units' && person.units.includes(unit as string)

const everybody: Rule = () => true
const nobody: Rule = () => false
/** Everybody who may see anything of customers. */
const business: Rule = (_, person) => scopeOf(person) !== 'none'
const ofUnit: Rule = (row, person) => scopeOf(person) === 'all' || below(person, row.unit_id)
const campaignOf: Rule = (row, person) => may(person, 'campaign.read') && ofUnit(row, person)
const dataCentre: Rule = (_, person) => may(person, 'data-centre.read')
const businessOrDataCentre: Rule = (row, person) => business(row, person) || dataCentre(row, person)
const described: Rule = (row, person) => dataCentre(row, person) || may(person, 'data-quality.read')

/** A sample belongs to the unit of who drew it. */
const sampled: Rule = (row, person) =>
  may(person, 'data-quality.read') && (['all', 'none'].includes(scopeOf(person)) || below(person, row.unit_id))

/** What is open within the firm: its structure, and what is about securities, days and batches. */
const open: Record<string, Rule> = {
  units: everybody,
  unit_ancestry: everybody,
  roles: everybody,
  users: everybody,
  securities: business,
  'warehouse.prices': business,
  'warehouse.closes': business,
  'warehouse.ex_days': business,
  'warehouse.corporate_actions': business,
  'warehouse.calendar': business,
  'warehouse.fee_rates': businessOrDataCentre,
  'warehouse.fx_rates': businessOrDataCentre,
  'warehouse.product_classes': business,
  'warehouse.peer_holdings': business,
  'warehouse.peer_holding_days': business,
  'warehouse.valuation_days': business,
  'warehouse.valuation_start': business,
  'warehouse.closed_months': business,
  'warehouse.indicator_cutoffs': business,
  'warehouse.market_days': business,
  'warehouse.income_months': business,
  'warehouse.cost_rates': business,
  'warehouse.indicators': everybody,
  'warehouse.models': business,
  'warehouse.model_versions': business,
  'warehouse.security_neighbours': business,
  'warehouse.risk_runs': business,
  'warehouse.tier_flow_months': business,
  prospect_channels: business,
  prospect_rules: business,
  call_back_scripts: business,
  call_back_samples: business,
  call_back_rules: business,
  service_levels: business,
  survey_questions: business,
  surveys: business,
  questionnaires: business,
  suitability_rules: business,
  licences: everybody,
  products: business,
  product_proposals: business,
  product_ratings: business,
  product_documents: business,
  survey_versions: business,
  case_classes: business,
  approval_flows: everybody,
  moment_rules: business,
  moment_rule_versions: business,
  moment_runs: business,
  'warehouse.security_signals': business,
  message_templates: business,
  contact_rules: business,
  service_days: everybody,
  service_hours: everybody,
  tier_ladders: business,
  tiers: business,
  'warehouse.security_versions': business,
  'warehouse.staff_versions': business,
  'warehouse.unit_versions': business,
  'warehouse.batches': everybody,
}

/** The system's own. */
const hidden: Record<string, Rule> = {
  audit_links: nobody,
  audit_heads: nobody,
  credentials: nobody,
  sessions: nobody,
  sign_in_throttles: nobody,
  portal_codes: nobody,
  portal_sessions: nobody,
  enquiries: nobody,
  rights_stamps: nobody,
  etl_schedules: nobody,
  customer_checks_due: nobody,
  message_inbox: nobody,
  'warehouse.indicators_due': nobody,
  'warehouse.contributions_due': nobody,
  'warehouse.moments_due': nobody,
  'warehouse.moment_days': nobody,
  moment_salts: nobody,
  'warehouse.unvalued': nobody,
  'warehouse.superseded': nobody,
}

/** For every table of the product who may see a row of it, said once more, apart from the database. */
export function rulesOf(world: World) {
  const ofCustomer = (id: unknown, person: Person) =>
    world.customers.some((customer) => customer.id === id && sees(person, customer))
  const byCustomer: Rule = (row, person) => ofCustomer(row.customer_id, person)
  const ofCampaign: Rule = (row, person) =>
    campaignOf(world.campaigns.find(({ id }) => id === row.campaign_id)!, person)
  const ofMember: Rule = (row, person) => ofCustomer(row.customer_id, person) && ofCampaign(row, person)
  const byId: Rule = (row, person) => ofCustomer(row.id, person)
  const byCheck: Rule = (row, person) =>
    world.customers.some((one) => one.children['suitability-checks'] === row.check_id && sees(person, one))

  /** A segment or a report is its maker's, or shared with everybody, or with the unit of the maker and those below. */
  const shared =
    (permission: string): Rule =>
    (row, person) =>
      may(person, permission) &&
      (row.owner_id === person.userId ||
        row.shared === 'firm' ||
        (row.shared === 'unit' && (world.below[row.unit_id as string] ?? []).includes(person.units[0]!)))
  const sharedSegment = shared('segment.build')

  /** A task follows its customer; one of no customer is whose it is, or of their unit; nobody sees the step of a case about oneself. */
  const mayDo: Rule = (row, person) =>
    (row.kind !== 'case' || row.barred_id !== person.userId) &&
    (row.customer_id ? ofCustomer(row.customer_id, person) : row.owner_id === person.userId || ofUnit(row, person))

  /** A case follows its customer; one of a caller whom nobody knows is whose it is; nobody sees one about oneself. */
  const handles: Rule = (row, person) =>
    row.subject_id !== person.userId &&
    (row.customer_id ? ofCustomer(row.customer_id, person) : row.owner_id === person.userId || ofUnit(row, person))

  /** A plan is everybody's, unless it was made for one customer. */
  const plan: Rule = (row, person) =>
    business(row, person) && (row.customer_id === null || ofCustomer(row.customer_id, person))
  const ofPlan = (person: Person, known: (one: World['plans'][number]) => boolean) =>
    plan({ customer_id: world.plans.find(known)!.customerId }, person)

  /** A notice is for those to whom it is addressed while it is out, and for whoever looks after it. */
  const looksAfter: Rule = (row, person) =>
    may(person, 'notice.publish') && (row.author_id === person.userId || ofUnit(row, person))
  const reads: Rule = (row, person) => {
    const notice = world.notices.find(({ id }) => id === row.id)!
    const isFor =
      notice.units.some((unit) => (world.below[unit] ?? [unit]).includes(person.units[0]!)) &&
      (notice.roles.length === 0 || notice.roles.includes(world.roles[person.role]))
    return looksAfter(row, person) || (notice.shown && isFor)
  }
  /** What is published is for its unit and those below, and for whoever leads it; the rest for its writer and whoever may publish it. */
  const publishes: Rule = (row, person) => may(person, 'article.publish') && ofUnit(row, person)
  const article: Rule = (row, person) =>
    may(person, 'article.read') &&
    (publishes(row, person) ||
      row.made_by === person.userId ||
      (row.published_id !== null &&
        row.withdrawn_at === null &&
        (ofUnit(row, person) || (world.below[row.unit_id as string] ?? [row.unit_id]).includes(person.units[0]!))))
  const ofArticle: Rule = (row, person) => {
    const of = world.articles.find(({ id }) => id === row.article_id)!
    const settled = ['published', 'superseded'].includes(row.state as string)
    return article(of, person) && (settled || row.written_by === person.userId || publishes(of, person))
  }
  const ofNotice =
    (rule: Rule): Rule =>
    (row, person) =>
      rule(world.notices.find(({ id }) => id === row.notice_id)!, person)

  /** What was asked for is for whoever asked, may decide or did, and looks after the unit; never about oneself or of a customer out of sight. */
  const decides = { 'case-answer': 'case.supervise', 'message-template': 'message.approve' } as Record<string, string>
  const inApproval: Rule = (row, person) => {
    if ((row.barred_ids as string[]).includes(person.userId)) return false
    if (row.customer_id && !ofCustomer(row.customer_id, person)) return false
    const one = world.approvals.find(({ id }) => id === row.id)!
    const waitsFor =
      row.state === 'waiting' &&
      row.requester_id !== person.userId &&
      may(person, decides[row.kind as string]!) &&
      (row.unit_id === null ? business(row, person) : ofUnit(row, person))
    const oversees = may(person, 'approval.oversee') && (scopeOf(person) === 'all' || below(person, row.unit_id))
    return row.requester_id === person.userId || one.deciders.includes(person.userId) || waitsFor || oversees
  }
  const ofApproval: Rule = (row, person) =>
    inApproval(world.approvals.find(({ id }) => id === row.approval_id)!, person)

  /** What is somebody's: a customer's, a unit's, a person's, or theirs who look after the data centre. */
  const walled: Record<string, Rule> = {
    customers: byId,
    identifications: byCustomer,
    contact_points: byCustomer,
    contact_persons: byCustomer,
    bank_cards: byCustomer,
    investor_profiles: byCustomer,
    risk_assessments: byCustomer,
    suitability_checks: byCustomer,
    suitability_steps: byCheck,
    suitability_replays: byCheck,
    recommendations: byCustomer,
    service_answers: byCustomer,
    customer_links: (row, person) =>
      ofCustomer(row.customer_id, person) && (row.other_id === null || ofCustomer(row.other_id, person)),
    customer_needs: byCustomer,
    relationship_assignments: byCustomer,
    accounts: byCustomer,
    account_holders: byCustomer,
    account_service_requests: byCustomer,
    prospects: byCustomer,
    care_visits: byCustomer,
    call_backs: (row, person) =>
      scopeOf(person) !== 'own' &&
      row.owner_id !== person.userId &&
      row.manager_id !== person.userId &&
      ofCustomer(row.customer_id, person),
    service_plans: plan,
    service_plan_versions: (row, person) => ofPlan(person, ({ id }) => id === row.plan_id),
    service_plan_steps: (row, person) => ofPlan(person, ({ versions }) => versions.includes(row.version_id as string)),
    customer_plans: byCustomer,
    meetings: (row, person) =>
      business(row, person) &&
      ((row.people as string[]).includes(person.userId) ||
        (!row.private && may(person, 'calendar.team') && ofUnit(row, person))),
    work_logs: (row, person) =>
      business(row, person) &&
      (row.user_id === person.userId ||
        (row.submitted_at !== null && may(person, 'work-log.lead') && ofUnit(row, person))),
    calls: (row, person) =>
      row.customer_id ? ofCustomer(row.customer_id, person) : row.owner_id === person.userId || ofUnit(row, person),
    calendar_feeds: (row, person) => business(row, person) && row.user_id === person.userId,
    survey_invitations: byCustomer,
    // One that names nobody is its unit's.
    survey_responses: (row, person) => (row.customer_id ? ofCustomer(row.customer_id, person) : ofUnit(row, person)),
    survey_sendings: (row, person) =>
      scopeOf(person) === 'own' ? row.asked_by === person.userId : ofUnit(row, person),
    kept_answers: (row, person) => row.actor_id === person.userId,
    tasks: mayDo,
    task_events: (row, person) => world.tasks.some((task) => task.id === row.task_id && mayDo(task, person)),
    cases: handles,
    case_events: (row, person) => world.cases.some((one) => one.id === row.case_id && handles(one, person)),
    // What a case brought follows the case as well.
    moment_events: (row, person) =>
      byCustomer(row, person) &&
      (row.about_kind !== 'case' || world.cases.some((one) => one.id === row.about_id && handles(one, person))),
    moment_trials: (row, person) => business(row, person) && row.asked_by === person.userId,
    'warehouse.customer_signals': byCustomer,
    outbound_messages: byCustomer,
    received_messages: byCustomer,
    contact_stops: byCustomer,
    consents: byCustomer,
    opt_outs: byCustomer,
    articles: article,
    article_versions: ofArticle,
    campaigns: campaignOf,
    campaign_waves: ofCampaign,
    campaign_costs: ofCampaign,
    campaign_sums: ofCampaign,
    campaign_members: ofMember,
    campaign_contacts: ofMember,
    campaign_outcomes: ofMember,
    message_batches: (row, person) =>
      scopeOf(person) === 'own' ? row.asked_by === person.userId : ofUnit(row, person),
    customer_merges: byCustomer,
    customer_findings: (row, person) =>
      ofCustomer(row.customer_id, person) && (row.other_id === null || ofCustomer(row.other_id, person)),
    'warehouse.customer_scope': byCustomer,
    'warehouse.trades': byCustomer,
    'warehouse.cash_movements': byCustomer,
    'warehouse.cash_balances': byCustomer,
    'warehouse.position_balances': byCustomer,
    'warehouse.margin_debts': byCustomer,
    'warehouse.product_holdings': byCustomer,
    'warehouse.contacts': byCustomer,
    'warehouse.income': byCustomer,
    'warehouse.customer_contributions': byCustomer,
    'warehouse.customer_products': byCustomer,
    'warehouse.cash': byCustomer,
    'warehouse.cash_days': byCustomer,
    'warehouse.position_days': byCustomer,
    'warehouse.positions': byCustomer,
    'warehouse.dirty': byCustomer,
    'warehouse.customer_days': byCustomer,
    'warehouse.customer_months': byCustomer,
    'warehouse.customer_indicators': byCustomer,
    'warehouse.adjustments': byCustomer,
    'warehouse.customer_scores': byCustomer,
    'warehouse.customer_tiers': byCustomer,
    'warehouse.customer_tier_flows': byCustomer,
    tiers_by_hand: byCustomer,
    'warehouse.account_versions': byCustomer,
    'warehouse.customer_versions': byId,
    'warehouse.unit_months': ofUnit,
    'warehouse.unit_days': ofUnit,
    'warehouse.band_months': ofUnit,
    'warehouse.cohort_months': ofUnit,
    'warehouse.visit_days': ofUnit,
    'warehouse.task_days': ofUnit,
    'warehouse.unit_contributions': ofUnit,
    'warehouse.unit_products': ofUnit,
    'warehouse.unit_tier_flows': ofUnit,
    'warehouse.unit_risks': ofUnit,
    'warehouse.staff_months': (row, person) =>
      scopeOf(person) === 'all' ||
      below(person, row.unit_id) ||
      (scopeOf(person) === 'own' && row.staff_id === person.userId),
    'warehouse.reconciliations': dataCentre,
    'warehouse.collected': dataCentre,
    imports: (row, person) => row.started_by === person.userId,
    report_batches: (row, person) => row.asked_by === person.userId,
    customer_reports: byCustomer,
    import_refusals: (row, person) =>
      (person.name === 'am1' || person.name === 'am3') && row.import_id === world.imports[person.name],
    import_layouts: (row, person) => row.user_id === person.userId,
    audit_events: (_, person) => person.role === 'compliance',
    data_sources: dataCentre,
    collection_items: described,
    etl_projects: dataCentre,
    etl_tasks: dataCentre,
    etl_runs: dataCentre,
    etl_step_runs: dataCentre,
    etl_log_lines: dataCentre,
    quality_rules: described,
    quality_days: dataCentre,
    quality_issues: (row, person) =>
      may(person, 'data-quality.read') && (['all', 'none'].includes(scopeOf(person)) || below(person, row.unit_id)),
    quality_samples: sampled,
    quality_sample_rows: (row, person) => sampled(world.samples.find(({ id }) => id === row.sample_id)!, person),
    segments: sharedSegment,
    // Whoever it is sent to may open it.
    reports: (row, person) =>
      shared('report.build')(row, person) ||
      (may(person, 'report.build') &&
        world.schedules.some(({ reportId, recipients }) => reportId === row.id && recipients.includes(person.userId))),
    report_schedules: (row, person) =>
      may(person, 'report.build') &&
      (row.owner_id === person.userId || (row.recipients as string[]).includes(person.userId)),
    report_deliveries: (row, person) => may(person, 'report.build') && row.owner_id === person.userId,
    // Shared with roles, in the unit of the owner and those below; some every firm has.
    dashboards: (row, person) =>
      business(row, person) &&
      (row.code !== null ||
        (may(person, 'dashboard.build') &&
          (row.owner_id === person.userId ||
            ((row.shared_with as string[]).includes(world.roles[person.role]) &&
              (world.below[row.unit_id as string] ?? []).includes(person.units[0]!))))),
    home_dashboards: (row, person) => business(row, person) && row.id === person.userId,
    segment_memberships: (row, person) =>
      ofCustomer(row.customer_id, person) &&
      sharedSegment(world.segments.find(({ id }) => id === row.segment_id)!, person),
    // What one is told about a task or a case goes out of sight with it.
    notifications: (row, person) =>
      row.user_id === person.userId &&
      (scopeOf(person) === 'none' ||
        ((row.about_kind !== 'task' || world.tasks.some((one) => one.id === row.about_id && mayDo(one, person))) &&
          (row.about_kind !== 'case' || world.cases.some((one) => one.id === row.about_id && handles(one, person))) &&
          (row.about_kind !== 'approval' ||
            world.approvals.some((one) => one.id === row.about_id && inApproval(one, person))))),
    approvals: inApproval,
    approval_steps: ofApproval,
    approval_decisions: ofApproval,
    approval_delegations: (row, person) =>
      [row.from_id, row.to_id].includes(person.userId) ||
      (scopeOf(person) === 'all' && may(person, 'approval.oversee')),
    notices: reads,
    notice_units: ofNotice(reads),
    notice_roles: ofNotice(reads),
    notice_reads: (row, person) => row.user_id === person.userId || ofNotice(looksAfter)(row, person),
    notification_choices: (row, person) => row.user_id === person.userId,
  }
  return { rules: { ...open, ...hidden, ...walled }, walled: Object.keys(walled) }
}
