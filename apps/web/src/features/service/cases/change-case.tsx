import { type Case, CaseChange, cases, reasonablenesses } from '@rapport/contract/service/cases'
import { useSend } from '#api/query.ts'
import { CustomerField } from '#features/service/care-visits/customer-field.tsx'
import { LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './cases.module.css'
import { useClassChoices } from './class-choices.ts'
import { changedCases } from './refresh.ts'

/** Corrects what a case is about; another class brings its limits. */
export function ChangeCase({ of: one, onDone }: { of: Case; onDone: () => void }) {
  const { t } = useWords()
  const choices = useClassChoices()
  const send = useSend(cases.change, { refresh: changedCases })
  const { title, details, topic, cause, complainants, reasonableness } = one
  return (
    <section className={classes.doing} aria-label={t('case.change')}>
      <Form
        of={CaseChange}
        from={{ title, details, topic, cause, complainants, reasonableness, classCode: one.class.code }}
        send={t('case.change')}
        onCancel={onDone}
        onSend={async ({ customerId, ...body }) => {
          const change = customerId ? { ...body, customerId } : body
          await send.mutateAsync({ params: { id: one.id }, version: one.version, body: change })
          void notify(t('case.changed'))
          onDone()
        }}
      >
        <Fields>
          <TextField name="title" label={t('case.what')} maxLength={200} required wide />
          <SelectField name="classCode" label={t('case.class')} choices={choices} required />
          <NumberField name="complainants" label={t('case.complainants')} min={1} />
          <TextField name="topic" label={t('case.topic')} maxLength={80} empty="null" />
          <TextField name="cause" label={t('case.cause')} maxLength={80} empty="null" />
          <SelectField
            name="reasonableness"
            label={t('case.reasonableness')}
            clearable
            choices={reasonablenesses.map((value) => ({ value, label: t(`reasonableness.${value}`) }))}
          />
          {one.customer === null && <CustomerField name="customerId" optional />}
          <LongTextField name="details" label={t('case.details')} rows={3} maxLength={4000} empty="null" />
        </Fields>
      </Form>
    </section>
  )
}
