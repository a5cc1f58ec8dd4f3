import type { Indicator } from '@rapport/contract/analytics/indicators'
import { Day } from '#ui/day.tsx'
import { Alarm } from '#ui/doubt.tsx'
import { useWords } from '#words/words.ts'

/** Up to which day what an indicator is made from is in, and what is the matter with it. */
export function Freshness({ of: { trust } }: { of: Indicator }) {
  const { t } = useWords()
  if (!trust) return <span>{t('indicators.fresh.live')}</span>
  if (trust.state === 'broken') return <Alarm>{t('figure.state.broken', { day: trust.brokenSince ?? '' })}</Alarm>
  if (trust.asOf === null) return <span>{t('indicators.fresh.unfed')}</span>
  return (
    <span>
      <Day on={trust.asOf} /> · {t(`indicators.fresh.${trust.state === 'final' ? 'final' : 'provisional'}`)}
    </span>
  )
}
