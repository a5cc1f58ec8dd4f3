import type { ChartName } from '@rapport/contract/analytics/chart-catalogue'
import { activeRatio, newAccounts } from './activity.ts'
import { assetBands } from './asset-bands.ts'
import { assetBridge, netInflow } from './asset-flows.ts'
import { assetMix } from './asset-mix.ts'
import { assets } from './assets.ts'
import { campaignFunnel, campaignUplift } from './campaigns.ts'
import { caseLoad, caseTimes, complaintCauses, complaints } from './cases.ts'
import type { Draw } from './chart-reading.ts'
import { churnWarnings } from './churn-warnings.ts'
import { cohorts } from './cohorts.ts'
import { customersByAge, customersByKind, customersByRegion } from './customer-groups.ts'
import { commission, commissionRate, marketShare } from './income.ts'
import { contributionByMonth, incomeMix } from './income-mix.ts'
import { productGrades, productSales } from './product-sales.ts'
import { quality } from './quality.ts'
import { units } from './ranking.ts'
import { recommendation, satisfaction } from './satisfaction.ts'
import { busyHours, visitCompletion, workload } from './service.ts'
import { staff } from './staff.ts'
import { suitability } from './suitability.ts'
import { taskCompletion, taskUnits } from './tasks.ts'
import { tierMigration } from './tier-migration.ts'

/** How each chart of the catalogue is drawn. */
export const registry: Readonly<Record<ChartName, Draw>> = {
  assets,
  'net-inflow': netInflow,
  'asset-bridge': assetBridge,
  'asset-mix': assetMix,
  commission,
  'commission-rate': commissionRate,
  'income-mix': incomeMix,
  contribution: contributionByMonth,
  'product-sales': productSales,
  'product-grades': productGrades,
  'market-share': marketShare,
  'new-accounts': newAccounts,
  'active-ratio': activeRatio,
  'asset-bands': assetBands,
  'customers-by-age': customersByAge,
  'customers-by-kind': customersByKind,
  'customers-by-region': customersByRegion,
  cohorts,
  suitability,
  'churn-warnings': churnWarnings,
  'tier-migration': tierMigration,
  'campaign-funnel': campaignFunnel,
  'campaign-uplift': campaignUplift,
  'visit-completion': visitCompletion,
  'task-completion': taskCompletion,
  'task-units': taskUnits,
  workload,
  complaints,
  'complaint-causes': complaintCauses,
  'case-times': caseTimes,
  'case-load': caseLoad,
  satisfaction,
  recommendation,
  'busy-hours': busyHours,
  units,
  staff,
  quality,
}
