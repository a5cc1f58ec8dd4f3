import { quality } from '@rapport/contract/administration/quality'
import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { qualityRules } from '@rapport/contract/administration/quality-rules'
import { qualitySamples } from '@rapport/contract/administration/quality-samples'
import type { Endpoint } from '@rapport/contract/endpoint'
import type { ComponentType } from 'react'
import { may, useViewer } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import { IssuesView } from '#features/administration/quality-issues/issues-view.tsx'
import { RulesView } from '#features/administration/quality-rules/rules-view.tsx'
import { SamplesView } from '#features/administration/quality-samples/samples-view.tsx'
import { useAddress } from '#ui/address.ts'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { IndicatorsView } from './indicators-view.tsx'
import { ReconciliationsView } from './reconciliations-view.tsx'

const views = [
  { name: 'indicators', needs: quality.days, Draw: IndicatorsView },
  { name: 'rows', needs: qualityIssues.list, Draw: IssuesView },
  { name: 'samples', needs: qualitySamples.list, Draw: SamplesView },
  { name: 'rules', needs: qualityRules.list, Draw: RulesView },
  { name: 'reconciliations', needs: quality.reconciliations, Draw: ReconciliationsView },
] as const satisfies { name: string; needs: Endpoint; Draw: ComponentType }[]

/** How good the data are: indicators, rows in quarantine, rules, reconciliations, as far as the viewer may see them. */
export function QualityPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const viewer = useViewer()
  const shown = views.filter(({ needs }) => may(viewer, needs))
  const view = shown.find(({ name }) => name === get('view')) ?? shown[0]
  return (
    <DataCentrePage
      title={t('data-centre.quality')}
      needs={view?.needs ?? qualityIssues.list}
      {...(view?.name === 'rows' || (view?.name === 'samples' && !get('sample')) ? { fill: true } : {})}
    >
      {shown.length > 1 && (
        <Views
          label={t('data-centre.quality')}
          views={shown.map(({ name }) => ({ name, label: t(`quality.view.${name}`) }))}
          shown={view?.name}
        />
      )}
      {view && <view.Draw />}
    </DataCentrePage>
  )
}
