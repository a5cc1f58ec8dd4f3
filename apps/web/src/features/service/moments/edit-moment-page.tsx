import { Select, TextInput } from '@mantine/core'
import { goalKinds, MomentDefinition, scriptVariables } from '@rapport/contract/service/moment-rule'
import { type TriggerKind, triggerKinds } from '@rapport/contract/service/moment-triggers'
import { moments } from '@rapport/contract/service/moments'
import { necessities, skills } from '@rapport/contract/service/tasks'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ActionFields } from './action-fields.tsx'
import { AudienceField } from './audience-field.tsx'
import { newDefinition } from './beginnings.ts'
import { ThresholdFields } from './threshold-fields.tsx'

/** Writes a draft: of a rule that there is, or of a new one. `/moments/:code/edit`, `/moments/new`. */
export function EditMomentPage() {
  const { t } = useWords()
  const { code } = useParams()
  const allowed = useMay(moments.saveDraft)
  const answer = useAsk(moments.openRule, { params: { code: code ?? '' } }, { enabled: allowed && code !== undefined })
  return (
    <Page
      narrow
      title={code ? `${t('moment.edit')} ${code}` : t('moments.new')}
      crumbs={[{ label: t('moments.title'), to: '/moments' }]}
    >
      {!allowed ? (
        <NotAllowed />
      ) : code ? (
        <Answered answer={answer} lines={10}>
          {({ draft, definition }) => (
            <DraftForm code={code} from={draft?.definition ?? definition ?? newDefinition('birthday')} />
          )}
        </Answered>
      ) : (
        <NewRule />
      )}
    </Page>
  )
}

function NewRule() {
  const { t } = useWords()
  const [kind, setKind] = useState<TriggerKind>('on-days')
  const [code, setCode] = useState('')
  return (
    <>
      <TextInput
        label={t('moment.code')}
        maxLength={12}
        required
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <Select
        label={t('moment.trigger')}
        allowDeselect={false}
        value={kind}
        onChange={(next) => next && setKind(next as TriggerKind)}
        data={triggerKinds.map((value) => ({ value, label: t(`moment.trigger.${value}`) }))}
      />
      <DraftForm key={kind} code={code} from={newDefinition(kind)} isNew />
    </>
  )
}

function DraftForm({ code, from, isNew }: { code: string; from: MomentDefinition; isNew?: boolean }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const refresh = { refresh: [moments.rules, moments.openRule] }
  const save = useSend(moments.saveDraft, refresh)
  const create = useSend(moments.createRule, refresh)
  const choices = <T extends string>(values: readonly T[], label: (value: T) => string) =>
    values.map((value) => ({ value, label: label(value) }))
  const limit = 'until' in from.limit ? 'until' : 'minutes' in from.limit ? 'minutes' : 'days'
  const hint = t('moment.script.hint', { variables: scriptVariables.map((name) => `{${name}}`).join(' ') })
  return (
    <Form
      of={MomentDefinition}
      from={from}
      send={t('moment.save')}
      onCancel={() => void navigate(isNew ? '/moments' : `/moments/${code}`)}
      onSend={async (body) => {
        if (isNew) await create.mutateAsync({ body: { code, definition: body } })
        else await save.mutateAsync({ params: { code }, body })
        void notify(t('moment.changed', { code }))
        return navigate(`/moments/${code}`)
      }}
    >
      <Fields>
        <TextField name="nameZh" label={t('moment.name-zh')} required maxLength={80} />
        <TextField name="name" label={t('moment.name')} required maxLength={80} />
      </Fields>
      <Fields title={t(`moment.trigger.${from.trigger.kind}`)}>
        <ThresholdFields trigger={from.trigger} />
        <NumberField name="coolDownDays" label={t('moment.cool-down')} min={0} max={365} />
      </Fields>
      <AudienceField />
      <Fields>
        <SelectField
          name="necessity"
          label={t('task.necessity')}
          choices={choices(necessities, (one) => t(`necessity.${one}`))}
        />
        <SelectField
          name="skill"
          label={t('task.skill')}
          clearable
          choices={choices(skills, (one) => t(`skill.${one}`))}
        />
        {limit === 'until' ? (
          <TextField name="limit.until" label={t('moment.limit.unit.until')} maxLength={5} required />
        ) : (
          <>
            <SelectField
              name="limit.clock"
              label={t('moment.clock')}
              choices={choices(['working', 'calendar'] as const, (one) => t(`moment.clock.${one}`))}
            />
            <NumberField name={`limit.${limit}`} label={`${t('moment.limit')} (${t(`moment.limit.unit.${limit}`)})`} />
          </>
        )}
        <SelectField
          name="notice"
          label={t('moment.notice')}
          choices={choices(['care', 'service'] as const, (one) => t(`moment.notice.${one}`))}
        />
        <NumberField name="holdoutPercent" label={t('moment.holdout')} min={0} max={50} />
        <GoalFields />
        <ActionFields />
      </Fields>
      <LongTextField name="scriptZh" label={t('moment.script-zh')} hint={hint} maxLength={1000} rows={3} />
      <LongTextField name="script" label={t('moment.script')} maxLength={1000} rows={3} />
    </Form>
  )
}

/** A goal is a kind and days; none is none. */
function GoalFields() {
  const { t } = useWords()
  const { watch, setValue } = useFormContext<MomentDefinition>()
  const goal = watch('goal')
  return (
    <>
      <Select
        label={t('moment.goal')}
        clearable
        placeholder={t('moment.goal.none')}
        value={goal?.kind ?? null}
        onChange={(kind) =>
          setValue('goal', kind ? { kind: kind as (typeof goalKinds)[number], days: goal?.days ?? 30 } : null, {
            shouldDirty: true,
          })
        }
        data={goalKinds.map((value) => ({ value, label: t(`moment.goal.${value}`) }))}
      />
      {goal && <NumberField name="goal.days" label={t('moment.goal.days')} min={1} max={180} />}
    </>
  )
}
