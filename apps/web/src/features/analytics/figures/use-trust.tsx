import { type FigureName, figures, type Trust } from '@rapport/contract/analytics/figures'
import { lazy, Suspense, useMemo } from 'react'
import { useAsk } from '#api/query.ts'
import type { Source } from '#ui/about.tsx'
import { Skeleton } from '#ui/states.tsx'
import { useWords, type Words } from '#words/words.ts'

const AGAIN = 60_000
/** Where a figure comes from; loaded when it is opened. */
export const OriginOf = lazy(() => import('./origin-part.tsx').then((module) => ({ default: module.OriginPart })))

/** How far a figure can be trusted: of one question about all figures, asked again each minute and when a run ends. */
export function useTrust(figure: FigureName | undefined): Trust | undefined {
  const { data } = useAsk(figures.trust, {}, { enabled: figure !== undefined, again: () => AGAIN })
  return figure && data?.items.find((one) => one.figure === figure)
}

/** What is the matter with a figure, in words; undefined while it can be relied on, and where no data centre feeds it. */
export const alarmOf = (t: Words, trust: Trust | undefined) =>
  trust?.state === 'broken' ? t('figure.state.broken', { day: trust.brokenSince ?? '' }) : undefined

/** What is the matter with a figure, in words. */
export function useAlarm(figure: FigureName | undefined): string | undefined {
  const { t } = useWords()
  return alarmOf(t, useTrust(figure))
}

/**
 * What `About`, charts and columns tell of a figure beside its definition. `renewing` is what the reply itself says of it in
 * words: that it is being worked out anew. A broken feed goes before that.
 */
export function useSource(figure: FigureName, renewing?: string): Source
export function useSource(figure: FigureName | undefined, renewing?: string): Source | undefined
export function useSource(figure: FigureName | undefined, renewing?: string): Source | undefined {
  const alarm = useAlarm(figure) ?? renewing
  return useMemo(
    () =>
      figure && {
        alarm,
        part: () => (
          <Suspense fallback={<Skeleton lines={3} />}>
            <OriginOf figure={figure} />
          </Suspense>
        ),
      },
    [figure, alarm],
  )
}
