import { aboveToleranceZh } from './above-tolerance.zh-CN.ts'
import { administrationZh } from './administration.zh-CN.ts'
import { approvalsZh } from './approvals.zh-CN.ts'
import { articlesZh } from './articles.zh-CN.ts'
import { calendarZh } from './calendar.zh-CN.ts'
import { callBacksZh } from './call-backs.zh-CN.ts'
import { callRoomsZh } from './call-rooms.zh-CN.ts'
import { callsZh } from './calls.zh-CN.ts'
import { campaignChartsZh } from './campaign-charts.zh-CN.ts'
import { campaignsZh } from './campaigns.zh-CN.ts'
import { careVisitsZh } from './care-visits.zh-CN.ts'
import { casesZh } from './cases.zh-CN.ts'
import { chartsZh } from './charts.zh-CN.ts'
import { collectionZh } from './collection.zh-CN.ts'
import { collectionFieldsZh } from './collection-fields.zh-CN.ts'
import { collectionProblemsZh } from './collection-problems.zh-CN.ts'
import { contactRulesZh } from './contact-rules.zh-CN.ts'
import { contributionsZh } from './contributions.zh-CN.ts'
import { customerAnalysisZh } from './customer-analysis.zh-CN.ts'
import { customerIndicatorsZh } from './customer-indicators.zh-CN.ts'
import { customerPageZh } from './customer-page.zh-CN.ts'
import { customerProblemsZh } from './customer-problems.zh-CN.ts'
import { customerQualityZh } from './customer-quality.zh-CN.ts'
import { customerReportsZh } from './customer-reports.zh-CN.ts'
import { dashboardsZh } from './dashboards.zh-CN.ts'
import { dataCentreZh } from './data-centre.zh-CN.ts'
import { dataCentreProblemsZh } from './data-centre-problems.zh-CN.ts'
import { dataProjectsZh } from './data-projects.zh-CN.ts'
import type { enPages } from './en-pages.ts'
import { familyZh } from './family.zh-CN.ts'
import { figuresZh } from './figures.zh-CN.ts'
import { firmChartsZh } from './firm-charts.zh-CN.ts'
import { firmIndicatorsZh } from './firm-indicators.zh-CN.ts'
import { importsZh } from './imports.zh-CN.ts'
import { indicatorPagesZh } from './indicator-pages.zh-CN.ts'
import { indicatorsZh } from './indicators.zh-CN.ts'
import { joinZh } from './join.zh-CN.ts'
import { messageTemplatesZh } from './message-templates.zh-CN.ts'
import { messagesZh } from './messages.zh-CN.ts'
import { modelsZh } from './models.zh-CN.ts'
import { momentsZh } from './moments.zh-CN.ts'
import { noticesZh } from './notices.zh-CN.ts'
import { notificationsZh } from './notifications.zh-CN.ts'
import { offlineVisitsZh } from './offline-visits.zh-CN.ts'
import { outboxesZh } from './outboxes.zh-CN.ts'
import { productClassesZh } from './product-classes.zh-CN.ts'
import { productsZh } from './products.zh-CN.ts'
import { prospectsZh } from './prospects.zh-CN.ts'
import { qualityZh } from './quality.zh-CN.ts'
import { qualitySamplesZh } from './quality-samples.zh-CN.ts'
import { questionnairesZh } from './questionnaires.zh-CN.ts'
import { recommendationsZh } from './recommendations.zh-CN.ts'
import { reportBuilderZh } from './report-builder.zh-CN.ts'
import { reportSchedulesZh } from './report-schedules.zh-CN.ts'
import { securitiesZh } from './securities.zh-CN.ts'
import { segmentsZh } from './segments.zh-CN.ts'
import { serviceCountsZh } from './service-counts.zh-CN.ts'
import { servicePlansZh } from './service-plans.zh-CN.ts'
import { serviceProposalsZh } from './service-proposals.zh-CN.ts'
import { suitabilityChecksZh } from './suitability-checks.zh-CN.ts'
import { suitabilityRulesZh } from './suitability-rules.zh-CN.ts'
import { surveysZh } from './surveys.zh-CN.ts'
import { tasksZh } from './tasks.zh-CN.ts'
import { tiersZh } from './tiers.zh-CN.ts'
import { todayZh } from './today.zh-CN.ts'
import { unsubscribeZh } from './unsubscribe.zh-CN.ts'
import { vocabularyPagesZh } from './vocabulary-pages.zh-CN.ts'
import type { Same } from './words.ts'
import { workLogsZh } from './work-logs.zh-CN.ts'

/** What all other pages say in Simplified Chinese; a missing key does not compile. */
export const zhCNPages: Same<typeof enPages> = {
  ...customerPageZh,
  ...todayZh,
  ...vocabularyPagesZh,
  ...customerProblemsZh,
  ...customerQualityZh,
  ...customerReportsZh,
  ...securitiesZh,
  ...careVisitsZh,
  ...offlineVisitsZh,
  ...outboxesZh,
  ...callBacksZh,
  ...calendarZh,
  ...workLogsZh,
  ...callsZh,
  ...prospectsZh,
  ...callRoomsZh,
  ...surveysZh,
  ...casesZh,
  ...aboveToleranceZh,
  ...chartsZh,
  ...contributionsZh,
  ...productClassesZh,
  ...figuresZh,
  ...reportBuilderZh,
  ...reportSchedulesZh,
  ...segmentsZh,
  ...messagesZh,
  ...messageTemplatesZh,
  ...unsubscribeZh,
  ...joinZh,
  ...serviceCountsZh,
  ...servicePlansZh,
  ...serviceProposalsZh,
  ...tasksZh,
  ...contactRulesZh,
  ...noticesZh,
  ...notificationsZh,
  ...momentsZh,
  ...tiersZh,
  ...dashboardsZh,
  ...familyZh,
  ...firmChartsZh,
  ...firmIndicatorsZh,
  ...indicatorsZh,
  ...indicatorPagesZh,
  ...customerIndicatorsZh,
  ...customerAnalysisZh,
  ...importsZh,
  ...modelsZh,
  ...recommendationsZh,
  ...administrationZh,
  ...approvalsZh,
  ...dataCentreZh,
  ...dataCentreProblemsZh,
  ...dataProjectsZh,
  ...qualityZh,
  ...qualitySamplesZh,
  ...productsZh,
  ...articlesZh,
  ...campaignsZh,
  ...campaignChartsZh,
  ...questionnairesZh,
  ...suitabilityChecksZh,
  ...suitabilityRulesZh,
  ...collectionZh,
  ...collectionFieldsZh,
  ...collectionProblemsZh,
}
