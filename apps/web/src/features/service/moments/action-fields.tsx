import { Select } from '@mantine/core'
import { fillsItself, messageTemplates } from '@rapport/contract/service/message-templates'
import { type MomentDefinition, momentActions } from '@rapport/contract/service/moment-rule'
import { useFormContext } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useNameOf } from '#words/name-of.ts'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** What is done: a task, a message by approved words, or both. */
export function ActionFields() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { watch, setValue, formState } = useFormContext<MomentDefinition>()
  const [action, message] = [watch('action'), watch('message')]
  const allowed = useMay(messageTemplates.list)
  const { data } = useAsk(messageTemplates.list, {}, { enabled: allowed && action !== 'task' })
  const words = (data?.items ?? []).filter((one) => one.state === 'approved' && !fillsItself(one))
  return (
    <>
      <Select
        label={t('moment.action')}
        allowDeselect={false}
        value={action}
        data={momentActions.map((value) => ({ value, label: t(`moment.action.${value}`) }))}
        onChange={(next) => {
          if (!next) return
          setValue('action', next as MomentDefinition['action'], { shouldDirty: true })
          if (next === 'task') setValue('message', null, { shouldDirty: true })
        }}
      />
      {action !== 'task' && (
        <Select
          label={t('moment.message')}
          description={t('moment.message.about')}
          required
          searchable
          value={message}
          data={words.map((one) => ({ value: one.code, label: nameOf(one) }))}
          onChange={(next) => setValue('message', next, { shouldDirty: true })}
          error={fieldText(formState.errors.message?.message)}
        />
      )}
    </>
  )
}
