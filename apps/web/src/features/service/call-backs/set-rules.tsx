import { type CallBackRules, CallBackRulesDraft, callBacks, coverageBases } from '@rapport/contract/service/call-backs'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { addDays } from '#ui/days.ts'
import { DayField, NumberField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

/** Says whom a year asks to be called back from a day on, beginning with what holds now. */
export function SetRules({ from, onDone }: { from: CallBackRules | undefined; onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(callBacks.setRules, { refresh: [callBacks.rules, callBacks.coverage] })
  const tomorrow = addDays(today, 1)
  const { percent = 10, basis = 'year-end', newAccountDays = 28 } = from ?? {}
  return (
    <Section title={t('call-backs.rules.set')}>
      <Form
        of={CallBackRulesDraft}
        from={{ percent, basis, newAccountDays, validFrom: tomorrow }}
        send={t('ui.save')}
        onCancel={onDone}
        onSend={async (body) => {
          const { validFrom } = await send.mutateAsync({ body })
          void notify(t('call-backs.rules.saved', { day: validFrom }))
          onDone()
        }}
      >
        <Fields>
          <NumberField name="percent" label={t('call-backs.rule.percent')} suffix="%" required min={1} max={100} />
          <SelectField
            name="basis"
            label={t('call-backs.rule.basis')}
            required
            choices={coverageBases.map((value) => ({ value, label: t(`call-back-basis.${value}`) }))}
          />
          <NumberField
            name="newAccountDays"
            label={t('call-backs.rule.days')}
            hint={t('call-backs.rule.days.hint')}
            required
            min={1}
            max={365}
          />
          <DayField name="validFrom" label={t('call-backs.valid-from')} required min={tomorrow} />
        </Fields>
      </Form>
    </Section>
  )
}
