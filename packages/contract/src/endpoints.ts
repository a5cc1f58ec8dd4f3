import { approvalDelegations } from './administration/approval-delegations.ts'
import { approvalFlows } from './administration/approval-flows.ts'
import { approvals } from './administration/approvals.ts'
import { auditEvents } from './administration/audit-events.ts'
import { collectedTables } from './administration/collected-tables.ts'
import { collectionItems } from './administration/collection-items.ts'
import { dataSources } from './administration/data-sources.ts'
import { etlProjects } from './administration/etl-projects.ts'
import { etlRuns } from './administration/etl-runs.ts'
import { licences } from './administration/licences.ts'
import { notices } from './administration/notices.ts'
import { notifications } from './administration/notifications.ts'
import { roles, units, users } from './administration/organisation.ts'
import { outboxes } from './administration/outboxes.ts'
import { productClasses } from './administration/product-classes.ts'
import { quality } from './administration/quality.ts'
import { qualityIssues } from './administration/quality-issues.ts'
import { qualityRules } from './administration/quality-rules.ts'
import { qualitySamples } from './administration/quality-samples.ts'
import { rates } from './administration/rates.ts'
import { aboveTolerance } from './analytics/above-tolerance.ts'
import { businessMix } from './analytics/business-mix.ts'
import { charts } from './analytics/charts.ts'
import { contributions } from './analytics/contributions.ts'
import { customerAnalyses } from './analytics/customer-analyses.ts'
import { customerReports, reportBatches } from './analytics/customer-reports.ts'
import { dashboards } from './analytics/dashboards.ts'
import { figures } from './analytics/figures.ts'
import { firmCharts } from './analytics/firm-charts.ts'
import { indicators } from './analytics/indicators.ts'
import { models } from './analytics/models.ts'
import { reportSchedules } from './analytics/report-schedules.ts'
import { reports } from './analytics/reports.ts'
import { segments } from './analytics/segments.ts'
import { tiers } from './analytics/tiers.ts'
import { accounts } from './customer/accounts.ts'
import { bankCards } from './customer/bank-cards.ts'
import { contactPersons } from './customer/contact-persons.ts'
import { contactPoints } from './customer/contact-points.ts'
import { customerFindings } from './customer/customer-findings.ts'
import { customerMerges } from './customer/customer-merges.ts'
import { customerNeeds } from './customer/customer-needs.ts'
import { customerOrigins } from './customer/customer-origins.ts'
import { customers } from './customer/customers.ts'
import { family } from './customer/family.ts'
import { identifications } from './customer/identifications.ts'
import { imports } from './customer/imports.ts'
import { investorProfiles } from './customer/investor-profiles.ts'
import { questionnaires } from './customer/questionnaires.ts'
import { reveals } from './customer/reveals.ts'
import { riskAssessments } from './customer/risk-assessments.ts'
import { securities } from './customer/securities.ts'
import { suitabilityChecks } from './customer/suitability-checks.ts'
import { suitabilityRules } from './customer/suitability-rules.ts'
import { timeline } from './customer/timeline.ts'
import type { Endpoint } from './endpoint.ts'
import { articles } from './marketing/articles.ts'
import { campaignResults } from './marketing/campaign-results.ts'
import { campaigns } from './marketing/campaigns.ts'
import { enquiries } from './marketing/enquiries.ts'
import { products } from './marketing/products.ts'
import { prospectChannels, prospectRules, prospects } from './marketing/prospects.ts'
import { recommendations } from './marketing/recommendations.ts'
import { operations } from './operations.ts'
import { calendar, calendarFeed } from './service/calendar.ts'
import { callBacks } from './service/call-backs.ts'
import { callRooms, meetingGateway, roomLinks } from './service/call-rooms.ts'
import { calls, cti } from './service/calls.ts'
import { careVisits } from './service/care-visits.ts'
import { caseClasses } from './service/case-classes.ts'
import { cases } from './service/cases.ts'
import { contactPermissions } from './service/contact-permissions.ts'
import { meetings } from './service/meetings.ts'
import { messageTemplates } from './service/message-templates.ts'
import { inbound, messageBatches, messages } from './service/messages.ts'
import { moments } from './service/moments.ts'
import { portal } from './service/portal.ts'
import { serviceCounts } from './service/service-counts.ts'
import { serviceLevels } from './service/service-levels.ts'
import { servicePlans } from './service/service-plans.ts'
import { serviceProposals } from './service/service-proposals.ts'
import { surveyLinks } from './service/survey-links.ts'
import { surveyQuestions } from './service/survey-questions.ts'
import { surveys } from './service/surveys.ts'
import { tasks } from './service/tasks.ts'
import { workLogs } from './service/work-logs.ts'
import { session } from './session.ts'

/** Everything the API promises, by feature. What is not here does not exist on the wire. */
export const features = {
  operations,
  session,
  customers,
  customerFindings,
  customerMerges,
  customerOrigins,
  identifications,
  contactPoints,
  contactPersons,
  bankCards,
  reveals,
  investorProfiles,
  questionnaires,
  riskAssessments,
  suitabilityRules,
  suitabilityChecks,
  family,
  customerNeeds,
  accounts,
  timeline,
  securities,
  imports,
  products,
  articles,
  campaigns,
  campaignResults,
  prospects,
  prospectRules,
  prospectChannels,
  enquiries,
  careVisits,
  calendar,
  calendarFeed,
  meetings,
  workLogs,
  calls,
  cti,
  callRooms,
  roomLinks,
  meetingGateway,
  callBacks,
  serviceCounts,
  serviceLevels,
  servicePlans,
  serviceProposals,
  surveys,
  surveyQuestions,
  surveyLinks,
  tasks,
  moments,
  messages,
  messageBatches,
  messageTemplates,
  contactPermissions,
  inbound,
  cases,
  caseClasses,
  portal,
  charts,
  customerAnalyses,
  customerReports,
  reportBatches,
  dashboards,
  aboveTolerance,
  businessMix,
  contributions,
  firmCharts,
  indicators,
  figures,
  models,
  recommendations,
  segments,
  tiers,
  reports,
  reportSchedules,
  units,
  roles,
  users,
  licences,
  auditEvents,
  dataSources,
  collectionItems,
  collectedTables,
  productClasses,
  rates,
  outboxes,
  etlProjects,
  etlRuns,
  approvals,
  approvalFlows,
  approvalDelegations,
  notices,
  notifications,
  qualityRules,
  qualityIssues,
  qualitySamples,
  quality,
}

/** The same as one list, with the name `feature.endpoint`, for whatever walks them all. */
export const endpoints: { name: string; endpoint: Endpoint }[] = Object.entries(features).flatMap(
  ([feature, promised]) =>
    Object.entries(promised as Record<string, Endpoint>).map(([name, endpoint]) => ({
      name: `${feature}.${name}`,
      endpoint,
    })),
)
