import type { ApprovalRow } from '@rapport/contract/administration/approvals'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = {
  waiting: 'amber',
  approved: 'blue',
  rejected: 'danger',
  returned: 'danger',
  withdrawn: 'neutral',
} as const

/** How an approval stands, and whether its time is up. */
export function ApprovalState({ of: { state, overdue } }: { of: Pick<ApprovalRow, 'state' | 'overdue'> }) {
  const { t } = useWords()
  if (overdue) return <Tag tone="danger">{t('approval.overdue')}</Tag>
  return <Tag tone={tones[state]}>{t(`approval-state.${state}`)}</Tag>
}
