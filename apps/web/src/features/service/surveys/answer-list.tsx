import { Button } from '@mantine/core'
import type { Survey } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useAskPages } from '#api/query.ts'
import { useAddress } from '#ui/address.ts'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { SurveyAnswerLine } from './survey-answer.tsx'
import { SurveyScope, useSurveyScope } from './survey-scope.tsx'
import classes from './surveys.module.css'

/** Answers one by one; what was written is searched. */
export function AnswerList({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const { get } = useAddress()
  const q = get('q') ?? undefined
  const scope = useSurveyScope()
  const pages = useAskPages(surveys.answers, { params: { id: survey.id }, query: { ...scope, ...(q && { q }) } })
  return (
    <>
      <SurveyScope anonymous={survey.anonymous} />
      <SearchBox label={t('survey.search')} />
      {pages.error ? (
        <Failed error={pages.error} retry={pages.retry} />
      ) : pages.loading ? (
        <Skeleton lines={8} />
      ) : pages.rows.length === 0 ? (
        <Empty title={t('survey.none-found')}>
          {t(survey.anonymous ? 'survey.none-found.anonymous' : 'survey.none-found.text')}
        </Empty>
      ) : (
        <>
          <p className={classes.small}>{t('survey.answer-count', { count: pages.total ?? 0 })}</p>
          <ul className={classes.answers}>
            {pages.rows.map((row) => (
              <SurveyAnswerLine key={row.id} of={row} title="customer" />
            ))}
          </ul>
          {pages.more && (
            <Button variant="default" loading={pages.loadingMore} onClick={pages.more}>
              {t('survey.more')}
            </Button>
          )}
        </>
      )}
    </>
  )
}
