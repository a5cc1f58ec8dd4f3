import type { ComponentType } from 'react'
import type { RouteObject } from 'react-router'
import { queryClient } from '#api/query.ts'
import { askViewer } from '#api/viewer.tsx'
import { speak, speakOfAllPages } from '#words/words.ts'

/** A page in a chunk of its own, loaded with its words when it is first opened. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  // The loader runs after the language is known only where the frame was there before; so it waits for the session.
  loader: () =>
    queryClient
      .ensureQueryData(askViewer)
      .then(({ preferences }) => speak(preferences.locale))
      .then(speakOfAllPages, () => null),
  lazy: async () => ({ Component: await load() }),
})

/** All pages but the customer list: the router asks for them when an address is opened that it does not know yet. */
export const pages: RouteObject[] = [
  page('/', () => import('#features/today/today-page.tsx').then((m) => m.TodayPage)),
  page('/customers/new', () =>
    import('#features/customer/customers/new-customer-page.tsx').then((m) => m.NewCustomerPage),
  ),
  page('/customers/:id', () => import('#features/customer/customers/customer-page.tsx').then((m) => m.CustomerPage)),
  page('/customers/:id/analysis', () =>
    import('#features/analytics/customer-analyses/analysis-page.tsx').then((m) => m.AnalysisPage),
  ),
  page('/customers/:id/consultation', () =>
    import('#features/service/care-visits/consult-page.tsx').then((m) => m.ConsultPage),
  ),
  page('/customers/:id/edit', () =>
    import('#features/customer/customers/edit-customer-page.tsx').then((m) => m.EditCustomerPage),
  ),
  page('/questionnaires', () =>
    import('#features/customer/questionnaires/questionnaires-page.tsx').then((m) => m.QuestionnairesPage),
  ),
  page('/questionnaires/:id', () =>
    import('#features/customer/questionnaires/questionnaire-page.tsx').then((m) => m.QuestionnairePage),
  ),
  page('/suitability-checks/:id', () =>
    import('#features/customer/suitability-checks/suitability-check-page.tsx').then((m) => m.SuitabilityCheckPage),
  ),
  page('/suitability-rules', () =>
    import('#features/customer/suitability-rules/suitability-rules-page.tsx').then((m) => m.SuitabilityRulesPage),
  ),
  page('/suitability-rules/:id', () =>
    import('#features/customer/suitability-rules/rules-version-page.tsx').then((m) => m.RulesVersionPage),
  ),
  page('/products', () => import('#features/marketing/products/products-page.tsx').then((m) => m.ProductsPage)),
  page('/products/new', () =>
    import('#features/marketing/products/edit-product-page.tsx').then((m) => m.EditProductPage),
  ),
  page('/products/:id', () => import('#features/marketing/products/product-page.tsx').then((m) => m.ProductPage)),
  page('/products/:id/edit', () =>
    import('#features/marketing/products/edit-product-page.tsx').then((m) => m.EditProductPage),
  ),
  page('/articles', () => import('#features/marketing/articles/articles-page.tsx').then((m) => m.ArticlesPage)),
  page('/articles/new', () =>
    import('#features/marketing/articles/edit-article-page.tsx').then((m) => m.EditArticlePage),
  ),
  page('/articles/:id', () => import('#features/marketing/articles/article-page.tsx').then((m) => m.ArticlePage)),
  page('/articles/:id/edit', () =>
    import('#features/marketing/articles/edit-article-page.tsx').then((m) => m.EditArticlePage),
  ),
  page('/campaigns', () => import('#features/marketing/campaigns/campaigns-page.tsx').then((m) => m.CampaignsPage)),
  page('/campaigns/new', () =>
    import('#features/marketing/campaigns/edit-campaign-page.tsx').then((m) => m.EditCampaignPage),
  ),
  page('/campaigns/:id', () => import('#features/marketing/campaigns/campaign-page.tsx').then((m) => m.CampaignPage)),
  page('/campaigns/:id/edit', () =>
    import('#features/marketing/campaigns/edit-campaign-page.tsx').then((m) => m.EditCampaignPage),
  ),
  page('/prospects', () => import('#features/marketing/prospects/prospects-page.tsx').then((m) => m.ProspectsPage)),
  page('/prospects/new', () =>
    import('#features/marketing/prospects/new-prospect-page.tsx').then((m) => m.NewProspectPage),
  ),
  page('/prospects/:id', () => import('#features/marketing/prospects/prospect-page.tsx').then((m) => m.ProspectPage)),
  page('/securities', () => import('#features/customer/securities/securities-page.tsx').then((m) => m.SecuritiesPage)),
  page('/moments', () => import('#features/service/moments/moments-page.tsx').then((m) => m.MomentsPage)),
  page('/moments/new', () => import('#features/service/moments/edit-moment-page.tsx').then((m) => m.EditMomentPage)),
  page('/moments/:code', () => import('#features/service/moments/moment-rule-page.tsx').then((m) => m.MomentRulePage)),
  page('/moments/:code/edit', () =>
    import('#features/service/moments/edit-moment-page.tsx').then((m) => m.EditMomentPage),
  ),
  page('/tasks', () => import('#features/service/tasks/tasks-page.tsx').then((m) => m.TasksPage)),
  page('/contact-rules', () =>
    import('#features/service/contact-rules/contact-rules-page.tsx').then((m) => m.ContactRulesPage),
  ),
  page('/notifications', () =>
    import('#features/administration/notifications/notifications-page.tsx').then((m) => m.NotificationsPage),
  ),
  page('/approvals', () =>
    import('#features/administration/approvals/approvals-page.tsx').then((m) => m.ApprovalsPage),
  ),
  page('/approvals/:id', () =>
    import('#features/administration/approvals/approval-page.tsx').then((m) => m.ApprovalPage),
  ),
  page('/approval-flows', () => import('#features/administration/approvals/flows-page.tsx').then((m) => m.FlowsPage)),
  page('/notices', () => import('#features/administration/notices/notices-page.tsx').then((m) => m.NoticesPage)),
  page('/notices/:id', () => import('#features/administration/notices/notice-page.tsx').then((m) => m.NoticePage)),
  page('/messages', () => import('#features/service/messages/messages-page.tsx').then((m) => m.MessagesPage)),
  page('/messages/:id', () => import('#features/service/messages/message-page.tsx').then((m) => m.MessagePage)),
  page('/message-templates', () =>
    import('#features/service/message-templates/message-templates-page.tsx').then((m) => m.MessageTemplatesPage),
  ),
  page('/service-plans', () =>
    import('#features/service/service-plans/service-plans-page.tsx').then((m) => m.ServicePlansPage),
  ),
  page('/service-plans/:id', () => import('#features/service/service-plans/plan-page.tsx').then((m) => m.PlanPage)),
  page('/calendar', () => import('#features/service/calendar/calendar-page.tsx').then((m) => m.CalendarPage)),
  page('/work-log', () => import('#features/service/work-logs/work-log-page.tsx').then((m) => m.WorkLogPage)),
  page('/calls', () => import('#features/service/calls/calls-page.tsx').then((m) => m.CallsPage)),
  page('/call-backs', () => import('#features/service/call-backs/call-backs-page.tsx').then((m) => m.CallBacksPage)),
  page('/surveys', () => import('#features/service/surveys/surveys-page.tsx').then((m) => m.SurveysPage)),
  page('/surveys/new', () => import('#features/service/surveys/new-survey-page.tsx').then((m) => m.NewSurveyPage)),
  page('/surveys/:id', () => import('#features/service/surveys/survey-page.tsx').then((m) => m.SurveyPage)),
  page('/cases', () => import('#features/service/cases/cases-page.tsx').then((m) => m.CasesPage)),
  page('/cases/new', () => import('#features/service/cases/new-case-page.tsx').then((m) => m.NewCasePage)),
  page('/cases/:id', () => import('#features/service/cases/case-page.tsx').then((m) => m.CasePage)),
  page('/case-classes', () =>
    import('#features/service/case-classes/case-classes-page.tsx').then((m) => m.CaseClassesPage),
  ),
  page('/tasks/:id', () => import('#features/service/tasks/task-page.tsx').then((m) => m.TaskPage)),
  page('/care-visits', () =>
    import('#features/service/care-visits/care-visits-page.tsx').then((m) => m.CareVisitsPage),
  ),
  page('/care-visits/offline', () =>
    import('#features/service/offline-visits/offline-visits-page.tsx').then((m) => m.OfflineVisitsPage),
  ),
  page('/care-visits/:id', () => import('#features/service/care-visits/visit-page.tsx').then((m) => m.VisitPage)),
  page('/care-visits/:id/record', () =>
    import('#features/service/care-visits/record-outcome-page.tsx').then((m) => m.RecordOutcomePage),
  ),
  page('/indicators', () => import('#features/analytics/indicators/indicators-page.tsx').then((m) => m.IndicatorsPage)),
  page('/indicators/:code', () =>
    import('#features/analytics/indicators/indicator-page.tsx').then((m) => m.IndicatorPage),
  ),
  page('/charts', () => import('#features/analytics/charts/charts-page.tsx').then((m) => m.ChartsPage)),
  page('/reports', () => import('#features/analytics/reports/reports-page.tsx').then((m) => m.ReportsPage)),
  page('/reports/new', () => import('#features/analytics/reports/report-page.tsx').then((m) => m.ReportPage)),
  page('/reports/:id', () => import('#features/analytics/reports/report-page.tsx').then((m) => m.ReportPage)),
  page('/dashboards', () => import('#features/analytics/dashboards/dashboards-page.tsx').then((m) => m.DashboardsPage)),
  page('/dashboards/:id', () =>
    import('#features/analytics/dashboards/dashboard-page.tsx').then((m) => m.DashboardPage),
  ),
  page('/dashboards/:id/edit', () =>
    import('#features/analytics/dashboards/edit-dashboard-page.tsx').then((m) => m.EditDashboardPage),
  ),
  page('/segments', () => import('#features/analytics/segments/segments-page.tsx').then((m) => m.SegmentsPage)),
  page('/product-classes', () =>
    import('#features/administration/product-classes/product-classes-page.tsx').then((m) => m.ProductClassesPage),
  ),
  page('/contributions', () =>
    import('#features/analytics/contributions/contributions-page.tsx').then((m) => m.ContributionsPage),
  ),
  page('/tiers', () => import('#features/analytics/tiers/tiers-page.tsx').then((m) => m.TiersPage)),
  page('/segments/new', () =>
    import('#features/analytics/segments/segment-form-page.tsx').then((m) => m.SegmentFormPage),
  ),
  page('/segments/:id', () => import('#features/analytics/segments/segment-page.tsx').then((m) => m.SegmentPage)),
  page('/segments/:id/edit', () =>
    import('#features/analytics/segments/segment-form-page.tsx').then((m) => m.SegmentFormPage),
  ),
  page('/models', () => import('#features/analytics/models/models-page.tsx').then((m) => m.ModelsPage)),
  page('/models/:kind', () => import('#features/analytics/models/model-page.tsx').then((m) => m.ModelPage)),
  page('/customers-at-risk', () =>
    import('#features/analytics/models/customers-at-risk-page.tsx').then((m) => m.CustomersAtRiskPage),
  ),
  page('/customers-above-tolerance', () =>
    import('#features/analytics/above-tolerance/above-tolerance-page.tsx').then((m) => m.AboveTolerancePage),
  ),
  page('/imports', () => import('#features/customer/imports/imports-page.tsx').then((m) => m.ImportsPage)),
  page('/imports/new', () => import('#features/customer/imports/new-import-page.tsx').then((m) => m.NewImportPage)),
  page('/imports/:id', () => import('#features/customer/imports/import-page.tsx').then((m) => m.ImportPage)),
  page('/customer-quality', () =>
    import('#features/customer/customer-findings/customer-quality-page.tsx').then((m) => m.CustomerQualityPage),
  ),
  page('/customer-quality/merge', () =>
    import('#features/customer/customer-merges/merge-page.tsx').then((m) => m.MergePage),
  ),
  page('/organisation', () =>
    import('#features/administration/units/organisation-page.tsx').then((m) => m.OrganisationPage),
  ),
  page('/users', () => import('#features/administration/users/users-page.tsx').then((m) => m.UsersPage)),
  page('/roles', () => import('#features/administration/roles/roles-page.tsx').then((m) => m.RolesPage)),
  page('/roles/:id', () => import('#features/administration/roles/role-page.tsx').then((m) => m.RolePage)),
  page('/data-centre', () => import('#features/administration/etl-runs/runs-page.tsx').then((m) => m.RunsPage)),
  page('/data-centre/sources', () =>
    import('#features/administration/data-sources/sources-page.tsx').then((m) => m.SourcesPage),
  ),
  page('/data-centre/items/:id', () =>
    import('#features/administration/collection-items/item-page.tsx').then((m) => m.ItemPage),
  ),
  page('/data-centre/projects', () =>
    import('#features/administration/etl-projects/projects-page.tsx').then((m) => m.ProjectsPage),
  ),
  page('/data-centre/quality', () =>
    import('#features/administration/quality/quality-page.tsx').then((m) => m.QualityPage),
  ),
  page('/data-centre/outboxes', () =>
    import('#features/administration/outboxes/outboxes-page.tsx').then((m) => m.OutboxesPage),
  ),
  page('/data-centre/rates', () => import('#features/administration/rates/rates-page.tsx').then((m) => m.RatesPage)),
  page('/data-centre/tasks/:id', () =>
    import('#features/administration/etl-projects/task-page.tsx').then((m) => m.TaskPage),
  ),
  page('/audit', () => import('#features/administration/audit-events/audit-page.tsx').then((m) => m.AuditPage)),
  page('*', () => import('#features/today/not-found-page.tsx').then((m) => m.NotFoundPage)),
]
