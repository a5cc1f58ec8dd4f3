import type { SurveyRow } from '@rapport/contract/service/survey-shapes'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How it stands with a survey, and whether nobody is named. */
export function SurveyMark({ of: { state, anonymous } }: { of: Pick<SurveyRow, 'state' | 'anonymous'> }) {
  const { t } = useWords()
  return (
    <span>
      <Tag tone={state === 'live' ? 'blue' : 'neutral'}>{t(`survey-state.${state}`)}</Tag>{' '}
      {anonymous && <Tag>{t('survey.anonymous')}</Tag>}
    </span>
  )
}
