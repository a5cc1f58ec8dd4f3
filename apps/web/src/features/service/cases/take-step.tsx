import { Switch } from '@mantine/core'
import {
  type Case,
  CaseStep,
  type caseSteps,
  cases,
  escalations,
  reasonablenesses,
  settlements,
} from '@rapport/contract/service/cases'
import { useController } from 'react-hook-form'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { DayField, LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './cases.module.css'
import { changedCases } from './refresh.ts'

type Step = (typeof caseSteps)[number]
/** Steps that may be done on the telephone. */
const byPhoneSteps: readonly Step[] = ['acknowledge', 'answer', 'follow-up', 'note']
/** Steps that may be done without a word. */
const wordless: readonly Step[] = ['accept', 'investigate', 'agree', 'close', 'resume']

/** Does a step of a case: what it needs, and what was said. */
export function TakeStep({ of: one, step, onDone }: { of: Case; step: Step; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(cases.takeStep, { refresh: changedCases })
  const note =
    step === 'answer'
      ? t('case.answer')
      : step === 'reject'
        ? t('case.reason')
        : step === 'extend'
          ? t('case.step.extend.note')
          : t('case.note')
  // What a step does not know must not be in its form: it would be refused.
  const from = {
    step,
    note: step === 'answer' ? (one.answer ?? '') : '',
    ...(step === 'close' && { cause: one.cause }),
  }
  return (
    <section className={classes.doing} aria-label={t(`case.step.${step}`)}>
      <Form
        of={CaseStep}
        from={from as never}
        light
        send={t(`case.step.${step}`)}
        onCancel={onDone}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: one.id }, body })
          void notify(t('case.done'))
          onDone()
        }}
      >
        {step === 'close' && <CloseFields />}
        {step === 'escalate' && (
          <SelectField
            name="to"
            label={t('case.step.escalate.to')}
            required
            choices={escalations.map((value) => ({ value, label: t(`escalation.${value}`) }))}
          />
        )}
        {step === 'extend' && <NumberField name="days" label={t('case.step.extend.days')} required min={1} max={30} />}
        {one.customer && byPhoneSteps.includes(step) && <ByPhone />}
        <LongTextField name="note" label={note} rows={3} maxLength={4000} required={!wordless.includes(step)} />
      </Form>
    </section>
  )
}

/** On the telephone: then it is a contact of the customer, too. */
function ByPhone() {
  const { t } = useWords()
  const { field } = useController<{ byPhone?: { minutes: number | null } }, 'byPhone'>({ name: 'byPhone' })
  return (
    <Fields>
      <Switch
        label={t('case.by-phone')}
        description={t('case.by-phone.hint')}
        checked={Boolean(field.value)}
        onChange={(event) => field.onChange(event.currentTarget.checked ? { minutes: null } : undefined)}
      />
      {field.value && <NumberField name="byPhone.minutes" label={t('case.by-phone.minutes')} min={1} max={600} />}
    </Fields>
  )
}

function CloseFields() {
  const { t } = useWords()
  const { today } = useViewer()
  return (
    <Fields>
      <SelectField
        name="settlement"
        label={t('case.settlement')}
        required
        choices={settlements.map((value) => ({ value, label: t(`settlement.${value}`) }))}
      />
      <NumberField name="satisfaction" label={t('case.satisfaction')} hint="1–5" min={1} max={5} />
      <SelectField
        name="reasonableness"
        label={t('case.reasonableness')}
        clearable
        choices={reasonablenesses.map((value) => ({ value, label: t(`reasonableness.${value}`) }))}
      />
      <TextField name="cause" label={t('case.cause')} maxLength={80} empty="null" />
      <DayField
        name="followUpOn"
        label={t('case.step.follow-up.on')}
        hint={t('case.step.follow-up.hint')}
        min={today}
      />
    </Fields>
  )
}
