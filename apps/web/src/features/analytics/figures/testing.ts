import { type FigureName, figureNames, type Origin, type Trust } from '@rapport/contract/analytics/figures'
import { idOf } from '#testing/show.tsx'

/** All figures as the API tells of them: final, but for those that are named. */
export const trustIn = (of: Partial<Record<FigureName, Partial<Trust>>> = {}): { items: Trust[] } => ({
  items: figureNames.map((figure) => ({
    figure,
    state: 'final' as const,
    asOf: '2026-11-19',
    brokenSince: null,
    reconciled: null,
    ...of[figure],
  })),
})

export const brokenSince = (day: string): Partial<Trust> => ({ state: 'broken', brokenSince: day })

export const anOrigin = (over: Partial<Origin> = {}): Origin => ({
  figure: 'traded-value',
  state: 'broken',
  asOf: '2026-11-19',
  brokenSince: '2026-11-20',
  reconciled: 'green',
  feeds: [
    {
      target: 'trades',
      source: 'Clearing',
      item: 'Fills',
      batchId: idOf(950),
      through: '2026-11-19',
      receivedAt: '2026-11-19T10:30:00Z',
      publishedAt: '2026-11-19T10:31:00Z',
      rowsIn: 9876,
      refused: 3,
      brokenSince: '2026-11-20',
      trouble: 'totals.differ',
    },
  ],
  ...over,
})
