import { surveys } from '@rapport/contract/service/surveys'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { changedSurveys } from './refresh.ts'
import { SurveyDraftForm } from './survey-draft-form.tsx'

const empty = {
  name: '',
  nameZh: '',
  anonymous: false,
  definition: {
    languages: ['zh-CN', 'en'] as ('zh-CN' | 'en')[],
    intro: null,
    introZh: null,
    thanks: 'Thank you for your answers.',
    thanksZh: '感谢您的反馈！',
    items: [],
    quotas: [],
  },
}

/** `/surveys/new` */
export function NewSurveyPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(surveys.create, { refresh: changedSurveys })
  return (
    <Page narrow title={t('survey.new')} crumbs={[{ label: t('surveys.title'), to: '/surveys' }]}>
      {useMay(surveys.create) ? (
        <SurveyDraftForm
          from={empty}
          onCancel={() => void navigate('/surveys')}
          onSend={async (body) => {
            const { id } = await send.mutateAsync({ body })
            void notify(t('survey.saved'))
            return navigate(`/surveys/${id}?view=preview`)
          }}
        />
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}
