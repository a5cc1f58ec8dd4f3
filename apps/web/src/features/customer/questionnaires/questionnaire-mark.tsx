import type { QuestionnaireRow } from '@rapport/contract/customer/questionnaires'
import { useViewer } from '#api/viewer.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How a version stands: a draft, asked today, asked from a later day, or followed by another. */
export function QuestionnaireMark({ of }: { of: QuestionnaireRow }) {
  const { t } = useWords()
  const { today } = useViewer()
  if (of.state !== 'live') return <Tag tone="amber">{t(`questionnaires.state.${of.state}`)}</Tag>
  if (of.asked) return <Tag tone="blue">{t('questionnaires.state.asked')}</Tag>
  return (
    <Tag>{t((of.effectiveFrom ?? '') > today ? 'questionnaires.state.later' : 'questionnaires.state.earlier')}</Tag>
  )
}
