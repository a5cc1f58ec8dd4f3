import type { DashboardInRow } from '@rapport/contract/analytics/dashboards'
import { useWords } from '#words/words.ts'

/** How a dashboard is called: those that every firm has by the level whose first page they are. */
export function useDashboardName() {
  const { t } = useWords()
  return ({ code, name }: Pick<DashboardInRow, 'code' | 'name'>) => (code ? t(`dashboard.level.${code}`) : name)
}
