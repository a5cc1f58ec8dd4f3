import { Button } from '@mantine/core'
import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { surveys } from '@rapport/contract/service/surveys'
import { useState } from 'react'
import { Link } from 'react-router'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { AddQuestion } from './add-question.tsx'
import { QuestionList } from './question-list.tsx'
import { SurveyList } from './survey-list.tsx'

/** What customers are asked, and the bank of questions of which surveys are made. */
export function SurveysPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const [adding, setAdding] = useState(false)
  const bank = get('view') === 'questions'
  return (
    <Page
      title={t('surveys.title')}
      about={t('surveys.about')}
      actions={
        bank ? (
          !adding && (
            <Allowed to={surveyQuestions.add}>
              <Button onClick={() => setAdding(true)}>{t('survey-question.new')}</Button>
            </Allowed>
          )
        ) : (
          <Allowed to={surveys.create}>
            <Button component={Link} to="/surveys/new">
              {t('survey.new')}
            </Button>
          </Allowed>
        )
      }
    >
      {useMay(surveys.list) ? (
        <>
          <Views
            label={t('surveys.views')}
            views={[
              { name: 'surveys', label: t('surveys.title') },
              { name: 'questions', label: t('survey-questions.title') },
            ]}
            shown={bank ? 'questions' : 'surveys'}
          />
          {bank && adding && <AddQuestion onDone={() => setAdding(false)} />}
          {bank ? <QuestionList /> : <SurveyList />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}
