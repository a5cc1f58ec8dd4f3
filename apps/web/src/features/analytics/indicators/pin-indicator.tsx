import { sourceOf } from '@rapport/contract/analytics/dashboard-tiles'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import type { Indicator } from '@rapport/contract/analytics/indicators'
import { Allowed } from '#api/viewer.tsx'
import { PinButton } from '#features/analytics/dashboards/pin-button.tsx'

/** Pins the last figure of an indicator, where a chart tells it and one may read that. */
export const PinIndicator = ({ code, title }: { code: Indicator['code']; title: string }) =>
  sourceOf(code) ? (
    <Allowed to={firmCharts.open}>
      <PinButton tile={{ kind: 'indicator', indicator: code, width: 1 }} title={title} />
    </Allowed>
  ) : null
