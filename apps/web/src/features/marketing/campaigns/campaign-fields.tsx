import { Button } from '@mantine/core'
import { segments } from '@rapport/contract/analytics/segments'
import { campaignChannels, campaignGoals } from '@rapport/contract/marketing/campaigns'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { useEffect } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { DayField, LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'

/** What a campaign is called, whom it is for, what for, and within what. */
export function PlanFields() {
  const { t, locale } = useWords()
  const found = useAsk(segments.list, {}, { enabled: useMay(segments.list) })
  const choices = (found.data?.items ?? []).map(({ id, name, nameZh }) => ({
    value: id,
    label: (locale === 'zh-CN' ? nameZh : null) ?? name,
  }))
  return (
    <Fields title={t('campaign.plan')}>
      <TextField name="nameZh" label={t('campaign.name-zh')} required maxLength={120} />
      <TextField name="name" label={t('campaign.name-en')} required maxLength={120} />
      <SelectField name="segmentId" label={t('campaign.segment')} required searchable choices={choices} />
      <SeveralField
        name="excludedIds"
        label={t('campaign.excluded')}
        hint={t('campaign.excluded.hint')}
        choices={choices}
      />
      <GoalFields />
      <NumberField
        name="holdoutPercent"
        label={t('campaign.holdout-percent')}
        hint={t('campaign.holdout-percent.hint')}
        min={0}
        max={50}
      />
      <TextField name="budget" label={t('campaign.budget-cny')} required maxLength={16} />
      <DayField name="startsOn" label={t('campaign.starts-on')} required />
      <DayField name="endsOn" label={t('campaign.ends-on')} required />
    </Fields>
  )
}

function GoalFields() {
  const { t } = useWords()
  const { unregister } = useFormContext()
  const inflow = useWatch({ name: 'goal.kind' }) === 'net-inflow'
  useEffect(() => {
    if (!inflow) unregister('goal.amount')
  }, [inflow, unregister])
  return (
    <>
      <SelectField
        name="goal.kind"
        label={t('campaign.goal')}
        required
        choices={campaignGoals.map((value) => ({ value, label: t(`campaign.goal.${value}`) }))}
      />
      {inflow && <TextField name="goal.amount" label={t('campaign.amount')} required maxLength={16} />}
      <NumberField name="goal.days" label={t('campaign.goal-days')} min={1} max={180} />
    </>
  )
}

/** The waves of a campaign, as rows. */
export function WaveFields() {
  const { t } = useWords()
  const { fields, append, remove } = useFieldArray({ name: 'waves' })
  return (
    <>
      {fields.map((field, place) => (
        <Fields key={field.id} title={t('campaign.wave.number', { number: place + 1 })}>
          <OneWave at={`waves.${place}`} />
          {fields.length > 1 && (
            <div>
              <Button variant="default" onClick={() => remove(place)}>
                {t('campaign.wave.remove', { number: place + 1 })}
              </Button>
            </div>
          )}
        </Fields>
      ))}
      <div>
        <Button
          variant="default"
          disabled={fields.length >= 10}
          onClick={() => append({ channel: 'call', day: 0, contactCost: '', script: '', scriptZh: '' })}
        >
          {t('campaign.wave.add')}
        </Button>
      </div>
    </>
  )
}

function OneWave({ at }: { at: string }) {
  const { t } = useWords()
  const { unregister } = useFormContext()
  const channel: string = useWatch({ name: `${at}.channel` })
  const calls = channel === 'call'
  useEffect(() => {
    unregister(calls ? `${at}.templateId` : [`${at}.script`, `${at}.scriptZh`])
  }, [calls, at, unregister])
  return (
    <>
      <SelectField
        name={`${at}.channel`}
        label={t('campaign.channel')}
        required
        choices={campaignChannels.map((value) => ({ value, label: t(`campaign.channel.${value}`) }))}
      />
      <NumberField
        name={`${at}.day`}
        label={t('campaign.wave.day')}
        hint={t('campaign.wave.day.hint')}
        min={0}
        max={365}
      />
      <TextField name={`${at}.contactCost`} label={t('campaign.contact-cost')} required maxLength={16} />
      {calls ? (
        <>
          <LongTextField name={`${at}.scriptZh`} label={t('campaign.script-zh')} required maxLength={1000} />
          <LongTextField name={`${at}.script`} label={t('campaign.script-en')} required maxLength={1000} />
        </>
      ) : (
        <TemplateField name={`${at}.templateId`} channel={channel} />
      )}
    </>
  )
}

/** Approved marketing words of a channel that need nothing filled in. */
function TemplateField({ name, channel }: { name: string; channel: string }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const found = useAsk(messageTemplates.list, {}, { enabled: useMay(messageTemplates.list) })
  const choices = (found.data?.items ?? [])
    .filter(
      (one) =>
        one.state === 'approved' && one.channel === channel && one.class === 'MARKETING' && one.asks.length === 0,
    )
    .map((one) => ({ value: one.id, label: nameOf(one) }))
  return (
    <SelectField
      name={name}
      label={t('campaign.template')}
      hint={t('campaign.template.hint')}
      required
      searchable
      choices={choices}
    />
  )
}
