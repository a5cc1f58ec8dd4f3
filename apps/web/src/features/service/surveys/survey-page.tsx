import { Button } from '@mantine/core'
import type { Survey } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Confirm } from '#ui/confirm.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { fieldText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { AnswerList } from './answer-list.tsx'
import { changedSurveys } from './refresh.ts'
import { SendSurvey } from './send-survey.tsx'
import { SurveyDraftForm } from './survey-draft-form.tsx'
import { SurveyPreview } from './survey-preview.tsx'
import { SurveyResultsView } from './survey-results.tsx'
import { SurveyMark } from './survey-state.tsx'
import { useBoth } from './survey-words.ts'
import classes from './surveys.module.css'

const views = ['results', 'answers', 'build', 'preview', 'send'] as const

/** One survey: what was answered, and how it is built, tried and sent. */
export function SurveyPage() {
  const { t } = useWords()
  const { nameOf } = useBoth()
  const { id = '' } = useParams()
  const allowed = useMay(surveys.open)
  const answer = useAsk(surveys.open, { params: { id } }, { enabled: allowed })
  const survey = answer.data
  return (
    <Page
      title={survey ? nameOf(survey) : t('surveys.title')}
      crumbs={[{ label: t('surveys.title'), to: '/surveys' }]}
      about={survey && <SurveyMark of={survey} />}
      actions={survey && <Actions survey={survey} />}
    >
      {allowed ? (
        <Answered answer={answer} lines={10}>
          {(found) => <Shown survey={found} />}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Shown({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const { get } = useAddress()
  const builds = useMay(surveys.redraft)
  const sends = useMay(surveys.send)
  const offered = views.filter((view) => (view === 'build' ? builds : view === 'send' ? sends : true))
  const view = offered.find((one) => one === get('view')) ?? 'results'
  return (
    <>
      <Views
        label={t('survey.views')}
        views={offered.map((name) => ({ name, label: t(`survey.view.${name}`) }))}
        shown={view}
      />
      {view === 'results' && <SurveyResultsView survey={survey} />}
      {view === 'answers' && <AnswerList survey={survey} />}
      {view === 'build' && <Build key={survey.id} survey={survey} />}
      {view === 'preview' && <SurveyPreview survey={survey} />}
      {view === 'send' && <SendSurvey survey={survey} />}
    </>
  )
}

function Build({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const send = useSend(surveys.redraft, { refresh: changedSurveys })
  const { id, name, nameZh, anonymous, state } = survey
  const latest = survey.versions[0]!
  if (state === 'closed') return <p>{t('survey.closed.text')}</p>
  return (
    <>
      <p>{t(latest.state === 'draft' ? 'survey.build.draft' : 'survey.build.live', { number: latest.number })}</p>
      <SurveyDraftForm
        key={latest.id}
        from={{ name, nameZh, anonymous, definition: latest.definition }}
        promised={state !== 'draft'}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id }, body })
          void notify(t('survey.saved'))
        }}
      />
    </>
  )
}

function Actions({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const [asking, setAsking] = useState<'go-live' | 'close' | null>(null)
  const [faults, setFaults] = useState<string[]>([])
  const goLive = useSend(surveys.goLive, { refresh: changedSurveys })
  const close = useSend(surveys.close, { refresh: changedSurveys })
  const draft = survey.versions.find(({ state }) => state === 'draft')
  if (!useMay(surveys.goLive)) return null
  const params = { id: survey.id }
  const act = async () => {
    setFaults([])
    if (asking === 'close') await close.mutateAsync({ params })
    else
      await goLive.mutateAsync({ params }).catch((refused: unknown) => {
        setFaults(refusedIn(refused).map(({ field, code }) => `${placeOf(field)}: ${fieldText(code)}`))
        throw refused
      })
    void notify(t(asking === 'close' ? 'survey.is-closed' : 'survey.is-live'))
  }
  return (
    <>
      {survey.state === 'live' && (
        <Button variant="default" onClick={() => setAsking('close')}>
          {t('survey.close')}
        </Button>
      )}
      {draft && survey.state !== 'closed' && (
        <Button onClick={() => setAsking('go-live')}>{t('survey.go-live', { number: draft.number })}</Button>
      )}
      {asking && (
        <Confirm
          title={t(asking === 'close' ? 'survey.close' : 'survey.go-live', { number: draft?.number ?? 0 })}
          act={t(asking === 'close' ? 'survey.close' : 'survey.go-live', { number: draft?.number ?? 0 })}
          danger={asking === 'close'}
          onClose={() => setAsking(null)}
          onAct={act}
        >
          {t(`survey.${asking}.text`)}
          {faults.length > 0 && (
            <ul className={classes.error}>
              {faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          )}
        </Confirm>
      )}
    </>
  )
}

/** The number of the question that a field of the definition is. */
const placeOf = (field: string) => Number(/\d+$/.exec(field)?.[0] ?? 0) + 1
