import { Select } from '@mantine/core'
import { type ReportDefinition, type ReportGroup, reportSteps } from '@rapport/contract/analytics/report-definition'
import { type ReportSubject, reportField, reportFieldsOf } from '@rapport/contract/analytics/report-subjects'
import { useWords } from '#words/words.ts'
import { measureOf, nameOf, withGroups } from './draft.ts'
import { OrderedList } from './ordered-list.tsx'
import { fieldWord, useMeasureWord } from './report-words.ts'
import classes from './reports.module.css'
import { Setting } from './setting.tsx'

const MOST_GROUPS = 3
const MOST_MEASURES = 6

interface Props {
  draft: ReportDefinition
  set: (next: ReportDefinition) => void
}

/** How rows are put together: by what, side by side by what, and what is told of each group. */
export function GroupSettings({ draft, set }: Props) {
  const { t } = useWords()
  const { subject, groups, pivot } = draft
  const choices = reportFieldsOf(subject, 'choice', 'words', 'id', 'day').map((value) => ({
    value,
    label: fieldWord(subject, value),
  }))
  const free = choices.filter(({ value }) => groups.every(({ field }) => field !== value))
  return (
    <>
      <Setting title={t('report-builder.groups')}>
        {groups.length === 0 && <p>{t('report-builder.groups.none')}</p>}
        <OrderedList
          label={t('report-builder.groups')}
          items={groups}
          keyOf={({ field }) => field}
          nameOf={({ field }) => fieldWord(subject, field)}
          more={(group, at) => (
            <Step subject={subject} group={group} set={(next) => set(withGroups(draft, groups.with(at, next)))} />
          )}
          change={(next) => set(withGroups(draft, next))}
        />
        {groups.length < MOST_GROUPS && (
          <Add
            label={t('report-builder.groups.add')}
            data={free}
            add={(field) => set(withGroups(draft, [...groups, { field, by: 'month' }]))}
          />
        )}
      </Setting>
      <Setting title={t('report-builder.pivot')}>
        <div className={classes.pair}>
          <Select
            aria-label={t('report-builder.pivot')}
            size="xs"
            flex={1}
            data={choices}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t('ui.clear') }}
            placeholder={t('report-builder.pivot.none')}
            nothingFoundMessage={t('ui.nothing-found')}
            disabled={groups.length === 0 && !pivot}
            value={pivot?.field ?? null}
            onChange={(field) => set({ ...draft, pivot: field ? { field, by: 'month' } : null })}
          />
          {pivot && <Step subject={subject} group={pivot} set={(next) => set({ ...draft, pivot: next })} />}
        </div>
      </Setting>
      <Measures draft={draft} set={set} />
    </>
  )
}

/** A day by day, month or year. */
function Step({
  subject,
  group,
  set,
}: {
  subject: ReportSubject
  group: ReportGroup
  set: (next: ReportGroup) => void
}) {
  const { t } = useWords()
  if (reportField(subject, group.field)?.type !== 'day') return null
  return (
    <Select
      aria-label={`${t('report-builder.by')}: ${fieldWord(subject, group.field)}`}
      size="xs"
      w={84}
      allowDeselect={false}
      data={reportSteps.map((value) => ({ value, label: t(`report-builder.by.${value}`) }))}
      value={group.by}
      onChange={(by) => by && set({ ...group, by: by as ReportGroup['by'] })}
    />
  )
}

function Measures({ draft, set }: Props) {
  const { t } = useWords()
  const word = useMeasureWord()
  const { subject, measures } = draft
  const chosen = new Set(measures.map(nameOf))
  const numbers = reportFieldsOf(subject, 'number')
  const kinds = [
    { of: 'sum', fields: numbers.filter((name) => reportField(subject, name)?.adds) },
    ...(['average', 'least', 'most'] as const).map((of) => ({ of, fields: numbers })),
  ]
  const option = (value: string) => ({ value, label: word(subject, measureOf(value)) })
  const free = (values: string[]) => values.filter((value) => !chosen.has(value)).map(option)
  const data = [
    { group: t('report-builder.measures.counts'), items: free(['rows', 'customers']) },
    ...kinds.map(({ of, fields }) => ({
      group: t(`report-builder.measure.${of as 'sum'}`, { field: '' }).replace(/[:：]\s*$/, ''),
      items: free(fields.map((field) => `${of}.${field}`)),
    })),
  ].filter(({ items }) => items.length > 0)
  return (
    <Setting title={t('report-builder.measures')}>
      <OrderedList
        label={t('report-builder.measures')}
        items={measures}
        keyOf={nameOf}
        nameOf={(measure) => word(subject, measure)}
        change={(next) => set({ ...draft, measures: next, sort: null })}
        least={1}
      />
      {measures.length < MOST_MEASURES && (
        <Add
          label={t('report-builder.measures.add')}
          data={data}
          add={(name) => set({ ...draft, measures: [...measures, measureOf(name)] })}
        />
      )}
    </Setting>
  )
}

type Choices = { value: string; label: string }[] | { group: string; items: { value: string; label: string }[] }[]

/** Chooses one more; empty again at once. */
export function Add({ label, data, add }: { label: string; data: Choices; add: (value: string) => void }) {
  const { t } = useWords()
  return (
    <Select
      aria-label={label}
      placeholder={label}
      size="xs"
      data={data}
      searchable
      nothingFoundMessage={t('ui.nothing-found')}
      value={null}
      onChange={(value) => value && add(value)}
    />
  )
}
