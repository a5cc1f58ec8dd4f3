import type { CaseRow } from '@rapport/contract/service/cases'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** Its next step is overdue. */
export const isOverdue = ({ open, turnDueAt }: Pick<CaseRow, 'open' | 'turnDueAt'>, now = new Date()) =>
  open && turnDueAt !== null && new Date(turnDueAt) < now

/** How a case stands; what asks for work is amber. */
export function CaseMark({ of: row }: { of: Pick<CaseRow, 'state' | 'open' | 'turnDueAt' | 'waitingSince'> }) {
  const { t } = useWords()
  if (row.waitingSince !== null) return <Tag>{t('case.waiting')}</Tag>
  const tone = isOverdue(row) ? 'danger' : row.state === 'proposed' ? 'amber' : row.open ? 'blue' : 'neutral'
  return <Tag tone={tone}>{t(`case-state.${row.state}`)}</Tag>
}

/** Which limits were missed, each as a mark. */
export function Breaches({ of: { breaches } }: { of: Pick<CaseRow, 'breaches'> }) {
  const { t } = useWords()
  if (breaches.length === 0) return <span>–</span>
  return <Tag tone="amber">{breaches.map((limit) => t(`case.limit.${limit}`)).join(' · ')}</Tag>
}
