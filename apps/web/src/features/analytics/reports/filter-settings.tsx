import { ActionIcon, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { ReportDefinition, ReportTest } from '@rapport/contract/analytics/report-definition'
import { type ReportSubject, reportField, reportFieldsOf } from '@rapport/contract/analytics/report-subjects'
import { IconX } from '@tabler/icons-react'
import { UNDEFINED } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { Add } from './group-settings.tsx'
import { fieldWord, valueWord } from './report-words.ts'
import classes from './reports.module.css'
import { Setting } from './setting.tsx'

interface Props {
  draft: ReportDefinition
  set: (next: ReportDefinition) => void
  /** What ids in the definition are called. */
  names: Readonly<Record<string, string>>
}

/** What rows must be like, by fields of the subject itself. */
export function FilterSettings({ draft, set, names }: Props) {
  const { t } = useWords()
  const { subject, where } = draft
  const choices = reportFieldsOf(subject, 'choice', 'words', 'number').map((value) => ({
    value,
    label: fieldWord(subject, value),
  }))
  const begin = (field: string): ReportTest =>
    reportField(subject, field)?.type === 'number'
      ? { is: 'at-least', field, value: '' }
      : { is: 'in', field, values: [] }
  return (
    <Setting title={t('report-builder.filters')}>
      {where.length === 0 && <p>{t('report-builder.filters.none')}</p>}
      <ul className={classes.filters}>
        {where.map((test, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter has no name but its place
          <li key={at}>
            <Filter
              subject={subject}
              test={test}
              names={names}
              set={(next) => set({ ...draft, where: where.with(at, next) })}
            />
            <ActionIcon
              size="sm"
              aria-label={t('report-builder.remove', { name: fieldWord(subject, test.field) })}
              onClick={() => set({ ...draft, where: where.toSpliced(at, 1) })}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Add
        label={t('report-builder.filters.add')}
        data={choices}
        add={(field) => set({ ...draft, where: [...where, begin(field)] })}
      />
    </Setting>
  )
}

interface FilterProps {
  subject: ReportSubject
  test: ReportTest
  names: Props['names']
  set: (test: ReportTest) => void
}

function Filter({ subject, test, names, set }: FilterProps) {
  const { t } = useWords()
  const field = fieldWord(subject, test.field)
  if (test.is === 'key') {
    const value = test.value === null ? UNDEFINED : (names[test.value] ?? valueWord(subject, test.field, test.value))
    return <span className={classes.filter}>{t('report-builder.filter.key', { field, value })}</span>
  }
  if (test.is === 'in') return <Values subject={subject} test={test} set={set} />
  return (
    <div className={classes.filter}>
      <span>{field}</span>
      <Select
        aria-label={t('report-builder.filter.how', { field })}
        size="xs"
        w={104}
        allowDeselect={false}
        data={(['at-least', 'at-most'] as const).map((value) => ({
          value,
          label: t(`report-builder.filter.${value}`),
        }))}
        value={test.is}
        onChange={(is) => is && set({ ...test, is: is as 'at-least' })}
      />
      <TextInput
        aria-label={t('report-builder.filter.value', { field })}
        size="xs"
        w={110}
        inputMode="decimal"
        maxLength={22}
        value={test.value}
        onChange={(event) => set({ ...test, value: event.currentTarget.value.trim() })}
      />
    </div>
  )
}

function Values({ subject, test, set }: Omit<FilterProps, 'test' | 'names'> & { test: ReportTest & { is: 'in' } }) {
  const { t } = useWords()
  const field = fieldWord(subject, test.field)
  const { options } = reportField(subject, test.field) ?? {}
  const shared = {
    size: 'xs',
    'aria-label': t('report-builder.filter.values', { field }),
    value: test.values,
    onChange: (values: string[]) => set({ ...test, values }),
  } as const
  return (
    <div className={classes.filter}>
      <span>
        {field} {t('report-builder.filter.in')}
      </span>
      {options ? (
        <MultiSelect
          {...shared}
          flex="1 1 160px"
          data={options.map((value) => ({ value, label: valueWord(subject, test.field, value) }))}
        />
      ) : (
        <TagsInput
          {...shared}
          flex="1 1 160px"
          maxTags={50}
          placeholder={test.values.length === 0 ? t('condition.values.type') : ''}
        />
      )}
    </div>
  )
}
