import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import { investorProfiles } from '@rapport/contract/customer/investor-profiles'
import type { Questionnaire } from '@rapport/contract/customer/questionnaires'
import { riskAssessments } from '@rapport/contract/customer/risk-assessments'
import { timeline } from '@rapport/contract/customer/timeline'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { type ReactNode, useRef, useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { fieldText, problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { AskedQuestion } from './asked-question.tsx'
import classes from './risk-assessments.module.css'

type Asked = ReplyOf<typeof riskAssessments.asked>
type Answers = Record<string, string[]>

/** Writes down what a customer answered and signed; the class that comes of it is theirs at once. */
export function AssessCustomer({ customerId, onDone }: { customerId: string; onDone: () => void }) {
  const { t } = useWords()
  const answer = useAsk(riskAssessments.asked, { params: { id: customerId } })
  return (
    <Answered answer={answer} lines={10}>
      {(asked) => {
        const stopped = asked.throttled ? `assessment.throttled-${asked.throttled}` : null
        if (stopped || asked.questionnaires.length === 0)
          return (
            <>
              <p role="status">{t((stopped ?? 'assessment.none-asked') as 'assessment.none-asked')}</p>
              <Button variant="default" onClick={onDone}>
                {t('ui.cancel')}
              </Button>
            </>
          )
        return <Sheet customerId={customerId} asked={asked} onDone={onDone} />
      }}
    </Answered>
  )
}

function Sheet({ customerId, asked, onDone }: { customerId: string; asked: Asked; onDone: () => void }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const [questionnaire, setQuestionnaire] = useState<Questionnaire>(asked.questionnaires.at(-1)!)
  const [answers, setAnswers] = useState<Answers>({})
  const [evidence, setEvidence] = useState('')
  const [cared, setCared] = useState(false)
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map())
  const [problem, setProblem] = useState<unknown>()
  const root = useRef<HTMLFormElement>(null)
  const record = useSend(riskAssessments.record, {
    refresh: [
      riskAssessments.list,
      riskAssessments.asked,
      investorProfiles.list,
      customers.open,
      customers.list,
      timeline.list,
    ],
  })
  const { questions } = questionnaire.definition
  const answered = questions.filter(({ code }) => (answers[code]?.length ?? 0) > 0).length
  const show = (found: ReadonlyMap<string, string>) => {
    setErrors(found)
    const [first] = found.keys()
    if (first) root.current?.querySelector<HTMLElement>(`[id="${first}"]`)?.focus()
  }
  const send = async () => {
    setProblem(undefined)
    const missing = questions.filter(({ code }) => !answers[code]?.length).map(({ code }) => `answers.${code}`)
    const found = new Map<string, string>(missing.map((field) => [field, t('field.answer.unanswered')]))
    if (!evidence.trim()) found.set('evidence', t('assessment.evidence.missing'))
    if (asked.care && !cared) found.set('cared', t(`field.assessment.${asked.care}`))
    if (found.size > 0) return show(found)
    try {
      const made = await record.mutateAsync({
        params: { id: customerId },
        body: { questionnaireId: questionnaire.id, answers, evidence, cared },
      })
      void notify(t('assessment.recorded', { class: t(`risk.${made.class}`), total: made.total }))
      onDone()
    } catch (refused) {
      const fields = refused instanceof Refusal ? (refused.problem?.errors ?? []) : []
      show(new Map(fields.map(({ field, code }) => [field, fieldText(code) ?? code])))
      if (fields.length === 0 || fields.some(({ field }) => field === 'questionnaireId')) setProblem(refused)
    }
  }
  return (
    <form
      ref={root}
      noValidate
      className={classes.sheet}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {asked.questionnaires.length > 1 && (
        <Select
          label={t('assessment.questionnaire')}
          data={asked.questionnaires.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={questionnaire.id}
          allowDeselect={false}
          onChange={(id) => {
            setQuestionnaire(asked.questionnaires.find((one) => one.id === id)!)
            setAnswers({})
            setErrors(new Map())
          }}
        />
      )}
      <p className={classes.about}>{t('assessment.about')}</p>
      {questions.map((question, at) => (
        <AskedQuestion
          key={question.code}
          number={at + 1}
          question={question}
          chosen={answers[question.code] ?? []}
          onChoose={(chosen) => setAnswers({ ...answers, [question.code]: chosen })}
          error={errors.get(`answers.${question.code}`)}
        />
      ))}
      <TextInput
        id="evidence"
        label={t('assessment.evidence')}
        description={t('assessment.evidence.hint')}
        withAsterisk
        maxLength={120}
        value={evidence}
        error={errors.get('evidence')}
        onChange={({ currentTarget }) => setEvidence(currentTarget.value)}
      />
      {asked.care && (
        <Checkbox
          id="cared"
          label={t(`assessment.care.${asked.care}`)}
          checked={cared}
          error={errors.get('cared')}
          onChange={({ currentTarget }) => setCared(currentTarget.checked)}
        />
      )}
      {problem !== undefined && <Problem of={problem} />}
      <div className={classes.foot}>
        <Button type="submit" loading={record.isPending}>
          {t('assessment.record')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
        <span role="status">{t('assessment.progress', { answered, count: questions.length })}</span>
      </div>
    </form>
  )
}

function Problem({ of }: { of: unknown }): ReactNode {
  const { title, advice } = problemText(of)
  return (
    <p role="alert" className={classes.problem}>
      {title} {advice}
    </p>
  )
}
