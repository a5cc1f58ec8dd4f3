import { TextInput } from '@mantine/core'
import {
  type CaseClass,
  CaseClassDraft,
  caseClasses,
  caseKinds,
  importances,
} from '@rapport/contract/service/case-classes'
import { skills } from '@rapport/contract/service/tasks'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { DayField, NumberField, SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'

const fresh = {
  importance: 'normal',
  acceptDays: null,
  extensionDays: 0,
  approval: false,
  skill: null,
  retired: false,
} as const

/** What a class demands from a day on; without one, a new class. */
export function PutCaseClass({ of: one, done }: { of: CaseClass | undefined; done: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const format = useFormat()
  const nameOf = useNameOf()
  const [code, setCode] = useState(one?.code ?? '')
  const send = useSend(caseClasses.put, { refresh: [caseClasses.list] })
  const { id: _, code: __, validFrom: ___, ...demands } = one ?? { id: '', code: '', validFrom: '', ...fresh }
  return (
    <Section title={one ? t('case-classes.change', { name: nameOf(one) }) : t('case-classes.add')}>
      <Form
        of={CaseClassDraft}
        from={{ ...demands, ...(one ? {} : { validFrom: today }) }}
        send={t('ui.save')}
        onCancel={done}
        onSend={async (body) => {
          const { validFrom } = await send.mutateAsync({ params: { code }, body })
          void notify(t('case-classes.saved', { on: format.day(validFrom) }))
          done()
        }}
      >
        <Fields>
          {!one && (
            <TextInput
              label={t('case-classes.code')}
              withAsterisk
              required
              maxLength={40}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <TextField name="nameZh" label={t('case-classes.name-zh')} maxLength={60} required />
          <TextField name="name" label={t('case-classes.name')} maxLength={60} required />
          <SelectField
            name="kind"
            label={t('case.kind')}
            required
            disabled={one !== undefined}
            choices={caseKinds.map((value) => ({ value, label: t(`case-kind.${value}`) }))}
          />
          <SelectField
            name="importance"
            label={t('case-classes.importance')}
            required
            choices={importances.map((value) => ({ value, label: t(`importance.${value}`) }))}
          />
          <DayField name="validFrom" label={t('case-classes.from')} required min={today} />
        </Fields>
        <Fields title={t('case.limits')}>
          <NumberField
            name="acknowledgeMinutes"
            label={t('case-classes.acknowledge')}
            hint={t('case-classes.acknowledge.hint')}
            required
            min={1}
          />
          <NumberField
            name="acceptDays"
            label={t('case-classes.accept')}
            hint={t('case-classes.accept.hint')}
            min={1}
          />
          <NumberField
            name="finishDays"
            label={t('case-classes.finish')}
            hint={t('case-classes.finish.hint')}
            required
            min={1}
          />
          <NumberField
            name="extensionDays"
            label={t('case-classes.extension')}
            hint={t('case-classes.extension.hint')}
            required
            min={0}
          />
          <NumberField
            name="targetDays"
            label={t('case-classes.target')}
            hint={t('case-classes.target.hint')}
            required
            min={0}
          />
          <SelectField
            name="skill"
            label={t('case-classes.skill')}
            clearable
            choices={skills.map((value) => ({ value, label: t(`skill.${value}`) }))}
          />
          <SwitchField name="approval" label={t('case-classes.approval')} />
          <SwitchField name="retired" label={t('case-classes.retired')} />
        </Fields>
      </Form>
    </Section>
  )
}
