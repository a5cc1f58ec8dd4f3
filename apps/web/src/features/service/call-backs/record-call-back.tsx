import {
  type CallBackQuestion,
  CallBackResult,
  callBackOutcomes,
  callBacks,
  type OpenCallBack,
} from '@rapport/contract/service/call-backs'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useSend } from '#api/query.ts'
import { MinutesField } from '#features/service/care-visits/minutes-field.tsx'
import { ChoiceField } from '#ui/choice-field.tsx'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedCallBacks } from './refresh.ts'

/** What came of the call: every question of the script where the customer was reached. */
export function RecordCallBack({ of: one }: { of: OpenCallBack }) {
  const { t } = useWords()
  const send = useSend(callBacks.record, { refresh: changedCallBacks })
  const { questions } = one.script
  return (
    <Form
      of={CallBackResult}
      from={{
        scriptId: one.script.id,
        minutes: null,
        answers: [],
        recordingUrl: null,
        note: null,
        suspicion: null,
      }}
      light
      send={t('call-back.make')}
      onSend={async (body) => {
        const { doneAt } = await send.mutateAsync({ params: { id: one.id }, body })
        void notify(t(doneAt ? 'call-back.recorded' : 'call-back.tried'))
      }}
    >
      <ChoiceField
        name="outcome"
        label={t('call-back.outcome')}
        choices={callBackOutcomes.map((value) => ({ value, label: t(`task-outcome.${value}`) }))}
      />
      <Questions of={questions} />
      <LongTextField
        name="suspicion"
        label={t('call-back.suspicion')}
        hint={t('call-back.suspicion.hint')}
        rows={2}
        maxLength={1000}
      />
      <LongTextField name="note" label={t('call-back.note')} rows={2} maxLength={1000} />
    </Form>
  )
}

/** Asked of who was reached; nobody else has answers. */
function Questions({ of: questions }: { of: CallBackQuestion[] }) {
  const { t, locale } = useWords()
  const { setValue } = useFormContext()
  const reached = useWatch({ name: 'outcome' }) === 'reached'
  useEffect(() => {
    setValue('answers', reached ? questions.map(({ code }) => ({ question: code, answer: undefined, note: null })) : [])
  }, [reached, questions, setValue])
  if (!reached) return null
  const chinese = locale === 'zh-CN'
  return (
    <>
      {questions.map(({ code, text, textZh, verify, verifyZh, answers }, i) => (
        <div key={code}>
          <ChoiceField
            name={`answers.${i}.answer`}
            label={`${i + 1}. ${chinese ? textZh : text}`}
            choices={answers.map((one) => ({ value: one.code, label: chinese ? one.textZh : one.text }))}
          />
          {verify && <small>{chinese ? verifyZh : verify}</small>}
        </div>
      ))}
      <MinutesField />
      <TextField name="recordingUrl" label={t('call-back.recording')} maxLength={500} empty="null" />
    </>
  )
}
