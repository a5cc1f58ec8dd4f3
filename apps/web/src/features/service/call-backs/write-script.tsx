import { type CallBackScript, CallBackScriptDraft, callBacks } from '@rapport/contract/service/call-backs'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { addDays } from '#ui/days.ts'
import { DayField, LongTextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { QuestionFields } from './question-fields.tsx'

/** The next version of a script, beginning with the latest: what is asked from a day on. */
export function WriteScript({ from, onDone }: { from: CallBackScript; onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(callBacks.addScript, { refresh: [callBacks.scripts, callBacks.open] })
  const tomorrow = addDays(today, 1)
  const { kind, opening, openingZh, questions } = from
  return (
    <Section title={t('call-backs.script.next-of', { kind: t(`call-back-kind.${kind}`) })}>
      <p>{t('call-backs.script.about')}</p>
      <Form
        of={CallBackScriptDraft}
        from={{ kind, opening, openingZh, questions, validFrom: tomorrow }}
        send={t('call-backs.script.save')}
        onCancel={onDone}
        onSend={async (body) => {
          const { version, validFrom } = await send.mutateAsync({ body })
          void notify(t('call-backs.script.saved', { version, day: validFrom }))
          onDone()
        }}
      >
        <Fields>
          <DayField name="validFrom" label={t('call-backs.valid-from')} required min={tomorrow} />
        </Fields>
        <LongTextField name="openingZh" label={t('call-backs.script.opening-zh')} rows={2} maxLength={1000} required />
        <LongTextField name="opening" label={t('call-backs.script.opening-en')} rows={2} maxLength={1000} required />
        <QuestionFields />
      </Form>
    </Section>
  )
}
