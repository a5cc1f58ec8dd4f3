import { Button } from '@mantine/core'
import { type Questionnaire, questionnaires } from '@rapport/contract/customer/questionnaires'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { DayField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords, wordsFor } from '#words/words.ts'
import { QuestionnaireMark } from './questionnaire-mark.tsx'
import classes from './questionnaires.module.css'

/** A version of a questionnaire: its questions with what each answer is worth, and the bands of its classes. */
export function QuestionnairePage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id = '' } = useParams()
  const allowed = useMay(questionnaires.open)
  const answer = useAsk(questionnaires.open, { params: { id } }, { enabled: allowed })
  return (
    <Page
      title={answer.data ? nameOf(answer.data) : t('questionnaires.title')}
      crumbs={[{ label: t('questionnaires.title'), to: '/questionnaires' }]}
      about={answer.data && <QuestionnaireMark of={answer.data} />}
    >
      {allowed ? (
        <Answered answer={answer} lines={12}>
          {(of) => (
            <>
              <Head of={of} />
              <Bands of={of} />
              <Questions of={of} />
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Head({ of }: { of: Questionnaire }) {
  const { t } = useWords()
  const { id: me } = useViewer()
  const [asking, setAsking] = useState(false)
  const { validity, throttle } = of.definition
  const own = of.madeBy?.id === me
  return (
    <Section
      title={t('questionnaires.rules')}
      actions={
        <span>
          <Download of={of} />
          {of.state === 'draft' && !asking && (
            <Allowed to={questionnaires.goLive}>
              <Button disabled={own} onClick={() => setAsking(true)}>
                {t('questionnaires.go-live')}
              </Button>
            </Allowed>
          )}
        </span>
      }
    >
      {asking && <GoLive of={of} onDone={() => setAsking(false)} />}
      <Facts
        of={[
          [t('questionnaires.version'), of.number],
          [t('questionnaires.kind'), t(`kind.${of.kind}`)],
          [
            t('questionnaires.from'),
            of.madeBy ? <Day key="from" on={of.effectiveFrom} /> : t('questionnaires.brought'),
          ],
          [t('questionnaires.made-by'), of.madeBy?.name],
          [t('questionnaires.approved-by'), of.approvedBy?.name],
          [
            t('questionnaires.validity'),
            'years' in validity
              ? t('questionnaires.years', { count: validity.years })
              : t('questionnaires.days', { count: validity.days }),
          ],
          [
            t('questionnaires.throttle'),
            t('questionnaires.throttle.text', {
              day: throttle.perDay,
              times: throttle.inDays.times,
              days: throttle.inDays.days,
            }),
          ],
          [t('questionnaires.used'), of.assessments],
        ]}
      />
    </Section>
  )
}

/** The version as a file: changed and read again it is the next one. */
function Download({ of }: { of: Questionnaire }) {
  const { t } = useWords()
  const file = { code: of.code, kind: of.kind, name: of.name, nameZh: of.nameZh, definition: of.definition }
  return (
    <Button
      variant="default"
      component="a"
      download={`${of.code}-${of.number}.json`}
      href={URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }))}
    >
      {t('questionnaires.download')}
    </Button>
  )
}

function GoLive({ of, onDone }: { of: Questionnaire; onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const goLive = useSend(questionnaires.goLive, { refresh: [questionnaires.list, questionnaires.open] })
  return (
    <Form
      light
      of={questionnaires.goLive.body}
      from={{ effectiveFrom: today }}
      send={t('questionnaires.go-live')}
      onCancel={onDone}
      onSend={async (body) => {
        await goLive.mutateAsync({ params: { id: of.id }, version: of.version, body })
        void notify(t('questionnaires.is-live'))
        onDone()
      }}
    >
      <DayField name="effectiveFrom" label={t('questionnaires.from')} required min={today} />
    </Form>
  )
}

function Bands({ of }: { of: Questionnaire }) {
  const { t } = useWords()
  return (
    <Section title={t('questionnaires.bands')}>
      {of.definition.scales.map(({ code, questions, bands }) => (
        <p key={code}>
          {t(`questionnaires.scale.${code}`)} ({t('questionnaires.count', { count: questions.length })}):{' '}
          {bands
            .map(({ from, class: level }, at) => {
              const name = wordsFor(`${code === 'risk' ? 'risk' : 'capacity'}.${level}`) ?? level
              const next = bands[at + 1]?.from
              return `${name}: ${at === 0 ? `≤ ${(next ?? from) - 1}` : next === undefined ? `≥ ${from}` : `${from}–${next - 1}`}`
            })
            .join(' · ')}
        </p>
      ))}
    </Section>
  )
}

function Questions({ of }: { of: Questionnaire }) {
  const { t, locale } = useWords()
  const said = (one: { text: string; textZh: string }) => (locale === 'zh-CN' ? one.textZh : one.text)
  return (
    <Section title={t('questionnaires.questions')}>
      <ol className={classes.questions}>
        {of.definition.questions.map((question) => (
          <li key={question.code}>
            <strong>{said(question)}</strong> <Tag>{t(`questionnaires.block.${question.block}`)}</Tag>{' '}
            {question.many && <Tag>{t('assessment.many')}</Tag>}
            <ul>
              {question.options.map((option) => (
                <li key={option.code}>
                  <span>{said(option)}</span>
                  <span className={classes.points}>{t('assessment.points', { count: option.points })}</span>
                  {option.lowest && <Tag tone="amber">{t('assessment.lowest')}</Tag>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Section>
  )
}
