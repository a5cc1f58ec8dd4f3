import type { ModelReport } from '@rapport/contract/analytics/model-reports'
import { ChurnReport } from './churn-report.tsx'
import { ClustersReport } from './clusters-report.tsx'
import { LifetimeReport } from './lifetime-report.tsx'
import { RecommendationReport } from './recommendation-report.tsx'
import { RfmReport } from './rfm-report.tsx'
import { ValueReport } from './value-report.tsx'

/** What a version is made of and how well it did, as its kind has it. */
export function ModelReportView({ report, asOf }: { report: ModelReport; asOf: string | null }) {
  switch (report.kind) {
    case 'churn':
      return <ChurnReport report={report} asOf={asOf} />
    case 'clusters':
      return <ClustersReport report={report} asOf={asOf} />
    case 'rfm':
      return <RfmReport report={report} />
    case 'lifetime-value':
      return <LifetimeReport report={report} />
    case 'recommendation':
      return <RecommendationReport report={report} />
    case 'value':
      return <ValueReport report={report} />
  }
}
