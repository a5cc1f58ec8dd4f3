import { Certification, callBacks, verdicts } from '@rapport/contract/service/call-backs'
import { useSend } from '#api/query.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { changedCallBacks } from './refresh.ts'

/** Compliance has listened: it counts, or it does not. */
export function CertifyCallBack({ id }: { id: string }) {
  const { t } = useWords()
  const send = useSend(callBacks.certify, { refresh: changedCallBacks })
  return (
    <Form
      of={Certification}
      from={{ note: null }}
      light
      send={t('call-back.certify')}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id }, body })
        void notify(t('call-back.certified'))
      }}
    >
      <ChoiceField
        name="verdict"
        label={t('call-back.verdict')}
        choices={verdicts.map((value) => ({ value, label: t(`call-back-verdict.${value}`) }))}
      />
      <LongTextField name="note" label={t('call-back.note')} rows={2} maxLength={1000} />
    </Form>
  )
}
