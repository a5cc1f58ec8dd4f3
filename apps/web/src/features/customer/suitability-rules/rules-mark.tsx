import type { SuitabilityRulesRow } from '@rapport/contract/customer/suitability-rules'
import { useViewer } from '#api/viewer.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How a version stands: a draft, in force today, from a later day, or followed by another. */
export function RulesMark({ of }: { of: SuitabilityRulesRow }) {
  const { t } = useWords()
  const { today } = useViewer()
  if (of.state === 'draft') return <Tag tone="amber">{t('rules.state.draft')}</Tag>
  if (of.inForce) return <Tag tone="blue">{t('rules.state.in-force')}</Tag>
  return <Tag>{t((of.effectiveFrom ?? '') > today ? 'rules.state.later' : 'rules.state.earlier')}</Tag>
}
