import type { CareVisit } from '@rapport/contract/service/care-visits'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

type Standing = Pick<CareVisit, 'state' | 'outcome' | 'plannedOn'>

/** Planned for an earlier day and still not recorded. */
export const isOverdue = (visit: Standing, today: string) => visit.state === 'planned' && visit.plannedOn < today

/** How a visit stands: its outcome once recorded; what asks for work is amber. */
export function VisitMark({ of: visit, today }: { of: Standing; today: string }) {
  const { t } = useWords()
  if (isOverdue(visit, today)) return <Tag tone="amber">{t('care-visits.overdue')}</Tag>
  if (visit.outcome === null) return <Tag>{t(`visit-state.${visit.state}`)}</Tag>
  const tone = visit.outcome === 'interested' ? 'blue' : visit.outcome === 'follow-up' ? 'amber' : 'neutral'
  return <Tag tone={tone}>{t(`outcome.${visit.outcome}`)}</Tag>
}
