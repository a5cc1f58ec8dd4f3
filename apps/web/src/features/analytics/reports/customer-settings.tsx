import { Switch } from '@mantine/core'
import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { useState } from 'react'
import { ConditionEditor } from '#features/analytics/segments/condition-editor.tsx'
import { conditionOf, draftOf, type GroupDraft, newGroup } from '#features/analytics/segments/draft.ts'
import { useWords } from '#words/words.ts'
import { Setting } from './setting.tsx'

interface Props {
  draft: ReportDefinition
  set: (next: ReportDefinition) => void
  names: Readonly<Record<string, string>>
}

/** Of which customers: a condition, written as that of a segment is. */
export function CustomerSettings({ draft, set, names }: Props) {
  const { t } = useWords()
  const [group, setGroup] = useState(() => draft.customers && draftOf(draft.customers))
  const change = (next: GroupDraft | null) => {
    setGroup(next)
    set({ ...draft, customers: next && conditionOf(next) })
  }
  return (
    <Setting title={t('report-builder.of-customers')}>
      <Switch
        size="xs"
        label={t('report-builder.customers')}
        checked={group !== null}
        onChange={(event) => change(event.currentTarget.checked ? newGroup() : null)}
      />
      {group && <ConditionEditor group={group} change={change} names={names} />}
    </Setting>
  )
}
