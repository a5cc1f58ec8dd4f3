import { CallBackSampleDraft, callBacks, sampledKinds, strata } from '@rapport/contract/service/call-backs'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { addDays } from '#ui/days.ts'
import { DayField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { changedCallBacks } from './refresh.ts'

/** Draws customers to be called back, from a seed. */
export function DrawSample({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(callBacks.draw, { refresh: changedCallBacks })
  return (
    <Section title={t('call-backs.draw')}>
      <Form
        of={CallBackSampleDraft}
        from={{ kind: 'annual', seed: today, stratifiedBy: 'branch', percent: 10, dueOn: addDays(today, 30) }}
        send={t('call-backs.draw')}
        onCancel={onDone}
        onSend={async (body) => {
          const { drawn } = await send.mutateAsync({ body })
          void notify(t('call-backs.drawn', { count: drawn }))
          onDone()
        }}
      >
        <Fields>
          <SelectField
            name="kind"
            label={t('call-backs.kind')}
            required
            choices={sampledKinds.map((value) => ({ value, label: t(`call-back-kind.${value}`) }))}
          />
          <SelectField
            name="stratifiedBy"
            label={t('call-backs.stratified')}
            required
            choices={strata.map((value) => ({ value, label: t(`stratum.${value}`) }))}
          />
          <TextField
            name="seed"
            label={t('call-backs.seed')}
            hint={t('call-backs.seed.hint')}
            maxLength={60}
            required
          />
          <NumberField name="percent" label={t('call-backs.percent')} required min={0.01} max={100} />
          <DayField name="dueOn" label={t('call-backs.due')} min={addDays(today, 1)} required />
        </Fields>
      </Form>
    </Section>
  )
}
