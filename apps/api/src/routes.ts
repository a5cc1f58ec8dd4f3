import { approvalsRoutes } from '#features/administration/approvals/approvals.routes.ts'
import { auditEventsRoutes } from '#features/administration/audit-events/audit-events.routes.ts'
import { collectedTablesRoutes } from '#features/administration/collected-tables/collected-tables.routes.ts'
import { collectionItemsRoutes } from '#features/administration/collection-items/collection-items.routes.ts'
import { dataSourcesRoutes } from '#features/administration/data-sources/data-sources.routes.ts'
import { etlProjectsRoutes } from '#features/administration/etl-projects/etl-projects.routes.ts'
import { etlRunsRoutes } from '#features/administration/etl-runs/etl-runs.routes.ts'
import { licencesRoutes } from '#features/administration/licences/licences.routes.ts'
import { noticesRoutes } from '#features/administration/notices/notices.routes.ts'
import { notificationsRoutes } from '#features/administration/notifications/notifications.routes.ts'
import { operationsRoutes } from '#features/administration/operations/operations.routes.ts'
import { outboxesRoutes } from '#features/administration/outboxes/outboxes.routes.ts'
import { productClassesRoutes } from '#features/administration/product-classes/product-classes.routes.ts'
import { qualityRoutes } from '#features/administration/quality/quality.routes.ts'
import { qualityIssuesRoutes } from '#features/administration/quality-issues/quality-issues.routes.ts'
import { qualityRulesRoutes } from '#features/administration/quality-rules/quality-rules.routes.ts'
import { qualitySamplesRoutes } from '#features/administration/quality-samples/quality-samples.routes.ts'
import { ratesRoutes } from '#features/administration/rates/rates.routes.ts'
import { rolesRoutes } from '#features/administration/roles/roles.routes.ts'
import { sessionRoutes } from '#features/administration/session/session.routes.ts'
import { unitsRoutes } from '#features/administration/units/units.routes.ts'
import { usersRoutes } from '#features/administration/users/users.routes.ts'
import { aboveToleranceRoutes } from '#features/analytics/above-tolerance/above-tolerance.routes.ts'
import { businessMixRoutes } from '#features/analytics/business-mix/business-mix.routes.ts'
import { chartsRoutes } from '#features/analytics/charts/charts.routes.ts'
import { contributionsRoutes } from '#features/analytics/contributions/contributions.routes.ts'
import { customerAnalysesRoutes } from '#features/analytics/customer-analyses/customer-analyses.routes.ts'
import { customerReportsRoutes } from '#features/analytics/customer-reports/customer-reports.routes.ts'
import { dashboardsRoutes } from '#features/analytics/dashboards/dashboards.routes.ts'
import { figuresRoutes } from '#features/analytics/figures/figures.routes.ts'
import { firmChartsRoutes } from '#features/analytics/firm-charts/firm-charts.routes.ts'
import { indicatorsRoutes } from '#features/analytics/indicators/indicators.routes.ts'
import { modelsRoutes } from '#features/analytics/models/models.routes.ts'
import { reportSchedulesRoutes } from '#features/analytics/report-schedules/report-schedules.routes.ts'
import { reportsRoutes } from '#features/analytics/reports/reports.routes.ts'
import { segmentsRoutes } from '#features/analytics/segments/segments.routes.ts'
import { tiersRoutes } from '#features/analytics/tiers/tiers.routes.ts'
import { accountsRoutes } from '#features/customer/accounts/accounts.routes.ts'
import { bankCardsRoutes } from '#features/customer/bank-cards/bank-cards.routes.ts'
import { contactPersonsRoutes } from '#features/customer/contact-persons/contact-persons.routes.ts'
import { contactPointsRoutes } from '#features/customer/contact-points/contact-points.routes.ts'
import { customerFindingsRoutes } from '#features/customer/customer-findings/customer-findings.routes.ts'
import { customerMergesRoutes } from '#features/customer/customer-merges/customer-merges.routes.ts'
import { customerNeedsRoutes } from '#features/customer/customer-needs/customer-needs.routes.ts'
import { customerOriginsRoutes } from '#features/customer/customer-origins/customer-origins.routes.ts'
import { customersRoutes } from '#features/customer/customers/customers.routes.ts'
import { familyRoutes } from '#features/customer/family/family.routes.ts'
import { identificationsRoutes } from '#features/customer/identifications/identifications.routes.ts'
import { importsRoutes } from '#features/customer/imports/imports.routes.ts'
import { investorProfilesRoutes } from '#features/customer/investor-profiles/investor-profiles.routes.ts'
import { questionnairesRoutes } from '#features/customer/questionnaires/questionnaires.routes.ts'
import { revealsRoutes } from '#features/customer/reveals/reveals.routes.ts'
import { riskAssessmentsRoutes } from '#features/customer/risk-assessments/risk-assessments.routes.ts'
import { securitiesRoutes } from '#features/customer/securities/securities.routes.ts'
import { suitabilityChecksRoutes } from '#features/customer/suitability-checks/suitability-checks.routes.ts'
import { suitabilityRulesRoutes } from '#features/customer/suitability-rules/suitability-rules.routes.ts'
import { timelineRoutes } from '#features/customer/timeline/timeline.routes.ts'
import { articlesRoutes } from '#features/marketing/articles/articles.routes.ts'
import { campaignResultsRoutes } from '#features/marketing/campaign-results/campaign-results.routes.ts'
import { campaignsRoutes } from '#features/marketing/campaigns/campaigns.routes.ts'
import { enquiriesRoutes } from '#features/marketing/enquiries/enquiries.routes.ts'
import { productsRoutes } from '#features/marketing/products/products.routes.ts'
import { prospectsRoutes } from '#features/marketing/prospects/prospects.routes.ts'
import { recommendationsRoutes } from '#features/marketing/recommendations/recommendations.routes.ts'
import { calendarRoutes } from '#features/service/calendar/calendar.routes.ts'
import { callBacksRoutes } from '#features/service/call-backs/call-backs.routes.ts'
import { callRoomsRoutes } from '#features/service/call-rooms/call-rooms.routes.ts'
import { callsRoutes } from '#features/service/calls/calls.routes.ts'
import { careVisitsRoutes } from '#features/service/care-visits/care-visits.routes.ts'
import { caseClassesRoutes } from '#features/service/case-classes/case-classes.routes.ts'
import { casesRoutes } from '#features/service/cases/cases.routes.ts'
import { contactPermissionsRoutes } from '#features/service/contact-permissions/contact-permissions.routes.ts'
import { inboundRoutes } from '#features/service/inbound/inbound.routes.ts'
import { meetingsRoutes } from '#features/service/meetings/meetings.routes.ts'
import { messageTemplatesRoutes } from '#features/service/message-templates/message-templates.routes.ts'
import { messagesRoutes } from '#features/service/messages/messages.routes.ts'
import { momentsRoutes } from '#features/service/moments/moments.routes.ts'
import { portalRoutes } from '#features/service/portal/portal.routes.ts'
import { serviceCountsRoutes } from '#features/service/service-counts/service-counts.routes.ts'
import { serviceLevelsRoutes } from '#features/service/service-levels/service-levels.routes.ts'
import { servicePlansRoutes } from '#features/service/service-plans/service-plans.routes.ts'
import { serviceProposalsRoutes } from '#features/service/service-proposals/service-proposals.routes.ts'
import { surveysRoutes } from '#features/service/surveys/surveys.routes.ts'
import { tasksRoutes } from '#features/service/tasks/tasks.routes.ts'
import { workLogsRoutes } from '#features/service/work-logs/work-logs.routes.ts'
import type { Route } from '#http/serve.ts'

/** Every route of the product, by feature. The start stops when one that the contract promises is missing. */
export const routes = (state: { draining: boolean }): Route[] => [
  ...operationsRoutes(state),
  ...sessionRoutes,
  ...unitsRoutes,
  ...rolesRoutes,
  ...usersRoutes,
  ...licencesRoutes,
  ...auditEventsRoutes,
  ...dataSourcesRoutes,
  ...collectionItemsRoutes,
  ...collectedTablesRoutes,
  ...productClassesRoutes,
  ...ratesRoutes,
  ...outboxesRoutes,
  ...etlProjectsRoutes,
  ...etlRunsRoutes,
  ...approvalsRoutes,
  ...noticesRoutes,
  ...notificationsRoutes,
  ...qualityRulesRoutes,
  ...qualityIssuesRoutes,
  ...qualityRoutes,
  ...qualitySamplesRoutes,
  ...aboveToleranceRoutes,
  ...chartsRoutes,
  ...customerAnalysesRoutes,
  ...customerReportsRoutes,
  ...dashboardsRoutes,
  ...businessMixRoutes,
  ...contributionsRoutes,
  ...firmChartsRoutes,
  ...indicatorsRoutes,
  ...figuresRoutes,
  ...modelsRoutes,
  ...recommendationsRoutes,
  ...segmentsRoutes,
  ...tiersRoutes,
  ...reportsRoutes,
  ...reportSchedulesRoutes,
  ...accountsRoutes,
  ...prospectsRoutes,
  ...enquiriesRoutes,
  ...careVisitsRoutes,
  ...calendarRoutes,
  ...meetingsRoutes,
  ...workLogsRoutes,
  ...callsRoutes,
  ...callBacksRoutes,
  ...serviceCountsRoutes,
  ...serviceLevelsRoutes,
  ...servicePlansRoutes,
  ...serviceProposalsRoutes,
  ...surveysRoutes,
  ...tasksRoutes,
  ...momentsRoutes,
  ...messagesRoutes,
  ...messageTemplatesRoutes,
  ...contactPermissionsRoutes,
  ...inboundRoutes,
  ...callRoomsRoutes,
  ...casesRoutes,
  ...caseClassesRoutes,
  ...portalRoutes,
  ...customersRoutes,
  ...customerFindingsRoutes,
  ...customerMergesRoutes,
  ...customerOriginsRoutes,
  ...importsRoutes,
  ...securitiesRoutes,
  ...bankCardsRoutes,
  ...contactPersonsRoutes,
  ...contactPointsRoutes,
  ...identificationsRoutes,
  ...investorProfilesRoutes,
  ...productsRoutes,
  ...articlesRoutes,
  ...campaignsRoutes,
  ...campaignResultsRoutes,
  ...questionnairesRoutes,
  ...riskAssessmentsRoutes,
  ...suitabilityRulesRoutes,
  ...suitabilityChecksRoutes,
  ...familyRoutes,
  ...customerNeedsRoutes,
  ...revealsRoutes,
  ...timelineRoutes,
]
