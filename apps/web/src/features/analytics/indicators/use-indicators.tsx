import { figures } from '@rapport/contract/analytics/figures'
import { type IndicatorCode, indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { Suspense } from 'react'
import { useAsk } from '#api/query.ts'
import { alarmOf, OriginOf } from '#features/analytics/figures/use-trust.tsx'
import { useWords } from '#words/words.ts'
import { IndicatorPart } from './indicator.tsx'
import { indicatorWord } from './indicator-word.ts'

const AGAIN = 60_000

/** What `useIndicator` tells of one, of as many as there are: for tables whose columns are indicators. */
export function useIndicators() {
  const { t } = useWords()
  const { data } = useAsk(figures.trust, {}, { again: () => AGAIN })
  return (code: IndicatorCode) => {
    const { figure } = indicatorCatalogue[code]
    const alarm = alarmOf(
      t,
      data?.items.find((one) => one.figure === figure),
    )
    const part = () => (
      <>
        <IndicatorPart code={code} inputs={undefined} />
        {figure && (
          <Suspense fallback={null}>
            <OriginOf figure={figure} />
          </Suspense>
        )}
      </>
    )
    return { name: t(indicatorWord(code)), about: t(`indicator.${code}.about`), source: { alarm, part } }
  }
}
