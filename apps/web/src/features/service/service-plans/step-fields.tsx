import { Button } from '@mantine/core'
import { type PlanStepDraft, stepDoers } from '@rapport/contract/service/service-plans'
import { necessities, skills, taskChannels } from '@rapport/contract/service/tasks'
import { useFieldArray, useWatch } from 'react-hook-form'
import { LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'

/** What a step begins with. */
export const freshStep = {
  name: '',
  nameZh: '',
  details: null,
  channel: 'phone',
  offsetDays: 0,
  everyDays: null,
  times: null,
  necessity: 'must',
  limitDays: 1,
  doneBy: 'manager',
  skill: null,
} as const satisfies PlanStepDraft

const MOST = 30

/** The steps of a plan inside a larger form, under `steps`. */
export function StepFields() {
  const { t } = useWords()
  const { fields, append, remove } = useFieldArray({ name: 'steps' })
  return (
    <>
      {fields.map((field, place) => (
        <Fields key={field.id} title={t('service-plan.step-number', { number: place + 1 })}>
          <OneStep at={`steps.${place}`} />
          {fields.length > 1 && (
            <div>
              <Button variant="default" onClick={() => remove(place)}>
                {t('service-plan.remove-step', { number: place + 1 })}
              </Button>
            </div>
          )}
        </Fields>
      ))}
      <div>
        <Button variant="default" disabled={fields.length >= MOST} onClick={() => append({ ...freshStep })}>
          {t('service-plan.add-step')}
        </Button>
      </div>
    </>
  )
}

function OneStep({ at }: { at: string }) {
  const { t } = useWords()
  const [everyDays, doneBy] = useWatch({ name: [`${at}.everyDays`, `${at}.doneBy`] }) as [number | null, string]
  return (
    <>
      <TextField name={`${at}.nameZh`} label={t('service-plan.step-zh')} maxLength={120} required />
      <TextField name={`${at}.name`} label={t('service-plan.step-en')} maxLength={120} required />
      <SelectField
        name={`${at}.channel`}
        label={t('service-plan.channel')}
        required
        choices={taskChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      <NumberField
        name={`${at}.offsetDays`}
        label={t('service-plan.offset')}
        hint={t('service-plan.offset.hint')}
        min={0}
        required
      />
      <NumberField
        name={`${at}.everyDays`}
        label={t('service-plan.every')}
        hint={t('service-plan.every.hint')}
        min={1}
      />
      {everyDays !== null && (
        <NumberField name={`${at}.times`} label={t('service-plan.times')} hint={t('service-plan.times.hint')} min={2} />
      )}
      <SelectField
        name={`${at}.necessity`}
        label={t('task.necessity')}
        required
        choices={necessities.map((value) => ({ value, label: t(`necessity.${value}`) }))}
      />
      <NumberField name={`${at}.limitDays`} label={t('service-plan.limit-days')} min={0} required />
      <SelectField
        name={`${at}.doneBy`}
        label={t('service-plan.done-by')}
        required
        choices={stepDoers.map((value) => ({ value, label: t(`step-doer.${value}`) }))}
      />
      {doneBy === 'pool' && (
        <SelectField
          name={`${at}.skill`}
          label={t('task.skill')}
          clearable
          choices={skills.map((value) => ({ value, label: t(`skill.${value}`) }))}
        />
      )}
      <LongTextField name={`${at}.details`} label={t('task.details')} rows={2} maxLength={1000} empty="null" />
    </>
  )
}
