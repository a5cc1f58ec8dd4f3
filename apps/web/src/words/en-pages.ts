import { aboveToleranceEn } from './above-tolerance.en.ts'
import { administrationEn } from './administration.en.ts'
import { approvalsEn } from './approvals.en.ts'
import { articlesEn } from './articles.en.ts'
import { calendarEn } from './calendar.en.ts'
import { callBacksEn } from './call-backs.en.ts'
import { callRoomsEn } from './call-rooms.en.ts'
import { callsEn } from './calls.en.ts'
import { campaignChartsEn } from './campaign-charts.en.ts'
import { campaignsEn } from './campaigns.en.ts'
import { careVisitsEn } from './care-visits.en.ts'
import { casesEn } from './cases.en.ts'
import { chartsEn } from './charts.en.ts'
import { collectionEn } from './collection.en.ts'
import { collectionFieldsEn } from './collection-fields.en.ts'
import { collectionProblemsEn } from './collection-problems.en.ts'
import { contactRulesEn } from './contact-rules.en.ts'
import { contributionsEn } from './contributions.en.ts'
import { customerAnalysisEn } from './customer-analysis.en.ts'
import { customerIndicatorsEn } from './customer-indicators.en.ts'
import { customerPageEn } from './customer-page.en.ts'
import { customerProblemsEn } from './customer-problems.en.ts'
import { customerQualityEn } from './customer-quality.en.ts'
import { customerReportsEn } from './customer-reports.en.ts'
import { dashboardsEn } from './dashboards.en.ts'
import { dataCentreEn } from './data-centre.en.ts'
import { dataCentreProblemsEn } from './data-centre-problems.en.ts'
import { dataProjectsEn } from './data-projects.en.ts'
import { familyEn } from './family.en.ts'
import { figuresEn } from './figures.en.ts'
import { firmChartsEn } from './firm-charts.en.ts'
import { firmIndicatorsEn } from './firm-indicators.en.ts'
import { importsEn } from './imports.en.ts'
import { indicatorPagesEn } from './indicator-pages.en.ts'
import { indicatorsEn } from './indicators.en.ts'
import { joinEn } from './join.en.ts'
import { messageTemplatesEn } from './message-templates.en.ts'
import { messagesEn } from './messages.en.ts'
import { modelsEn } from './models.en.ts'
import { momentsEn } from './moments.en.ts'
import { noticesEn } from './notices.en.ts'
import { notificationsEn } from './notifications.en.ts'
import { offlineVisitsEn } from './offline-visits.en.ts'
import { outboxesEn } from './outboxes.en.ts'
import { productClassesEn } from './product-classes.en.ts'
import { productsEn } from './products.en.ts'
import { prospectsEn } from './prospects.en.ts'
import { qualityEn } from './quality.en.ts'
import { qualitySamplesEn } from './quality-samples.en.ts'
import { questionnairesEn } from './questionnaires.en.ts'
import { recommendationsEn } from './recommendations.en.ts'
import { reportBuilderEn } from './report-builder.en.ts'
import { reportSchedulesEn } from './report-schedules.en.ts'
import { securitiesEn } from './securities.en.ts'
import { segmentsEn } from './segments.en.ts'
import { serviceCountsEn } from './service-counts.en.ts'
import { servicePlansEn } from './service-plans.en.ts'
import { serviceProposalsEn } from './service-proposals.en.ts'
import { suitabilityChecksEn } from './suitability-checks.en.ts'
import { suitabilityRulesEn } from './suitability-rules.en.ts'
import { surveysEn } from './surveys.en.ts'
import { tasksEn } from './tasks.en.ts'
import { tiersEn } from './tiers.en.ts'
import { todayEn } from './today.en.ts'
import { unsubscribeEn } from './unsubscribe.en.ts'
import { vocabularyPagesEn } from './vocabulary-pages.en.ts'
import { workLogsEn } from './work-logs.en.ts'

/** What all other pages say in English. A page's words are spread in here. */
export const enPages = {
  ...customerPageEn,
  ...todayEn,
  ...vocabularyPagesEn,
  ...customerProblemsEn,
  ...customerQualityEn,
  ...customerReportsEn,
  ...securitiesEn,
  ...careVisitsEn,
  ...offlineVisitsEn,
  ...outboxesEn,
  ...callBacksEn,
  ...calendarEn,
  ...workLogsEn,
  ...callsEn,
  ...prospectsEn,
  ...callRoomsEn,
  ...surveysEn,
  ...casesEn,
  ...aboveToleranceEn,
  ...chartsEn,
  ...contributionsEn,
  ...productClassesEn,
  ...figuresEn,
  ...reportBuilderEn,
  ...reportSchedulesEn,
  ...segmentsEn,
  ...messagesEn,
  ...messageTemplatesEn,
  ...unsubscribeEn,
  ...joinEn,
  ...serviceCountsEn,
  ...servicePlansEn,
  ...serviceProposalsEn,
  ...tasksEn,
  ...contactRulesEn,
  ...noticesEn,
  ...notificationsEn,
  ...momentsEn,
  ...tiersEn,
  ...dashboardsEn,
  ...familyEn,
  ...firmChartsEn,
  ...firmIndicatorsEn,
  ...indicatorsEn,
  ...indicatorPagesEn,
  ...customerIndicatorsEn,
  ...customerAnalysisEn,
  ...importsEn,
  ...modelsEn,
  ...recommendationsEn,
  ...administrationEn,
  ...approvalsEn,
  ...dataCentreEn,
  ...dataCentreProblemsEn,
  ...dataProjectsEn,
  ...qualityEn,
  ...qualitySamplesEn,
  ...productsEn,
  ...articlesEn,
  ...campaignsEn,
  ...campaignChartsEn,
  ...questionnairesEn,
  ...suitabilityChecksEn,
  ...suitabilityRulesEn,
  ...collectionEn,
  ...collectionFieldsEn,
  ...collectionProblemsEn,
}
