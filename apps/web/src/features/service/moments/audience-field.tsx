import { Button } from '@mantine/core'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { ConditionEditor } from '#features/analytics/segments/condition-editor.tsx'
import { conditionOf, draftOf, newGroup } from '#features/analytics/segments/draft.ts'
import { Section } from '#ui/page.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** For whom a rule is, in the language of segments: everybody, until a condition is added. */
export function AudienceField() {
  const { t } = useWords()
  const { field, fieldState, formState } = useController({ name: 'audience' })
  const [group, setGroup] = useState(() => (field.value ? draftOf(field.value) : null))
  const put = (next: typeof group) => {
    setGroup(next)
    field.onChange(next && conditionOf(next))
  }
  return (
    <Section
      title={t('moment.audience')}
      actions={
        <Button variant="default" size="xs" onClick={() => put(group ? null : newGroup())}>
          {t(group ? 'moment.audience.everybody' : 'moment.audience.choose')}
        </Button>
      }
    >
      {group ? <ConditionEditor group={group} names={{}} change={put} /> : <p>{t('moment.audience.all')}</p>}
      {fieldState.error && formState.submitCount > 0 && (
        <p role="alert">{fieldText(fieldState.error.message) ?? t('condition.incomplete')}</p>
      )}
    </Section>
  )
}
