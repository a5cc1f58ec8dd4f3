import { ActionIcon, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import {
  type CustomerField,
  customerFieldNames,
  fieldGroups,
  fieldOf,
} from '@rapport/contract/analytics/customer-fields'
import { IconX } from '@tabler/icons-react'
import { DayInput } from '#ui/day-input.tsx'
import { useWords } from '#words/words.ts'
import classes from './condition-editor.module.css'
import { operatorsOf, type TestDraft, withField } from './draft.ts'
import type { Names } from './field-words.ts'
import { useValueChoices } from './use-value-choices.ts'

interface Props {
  test: TestDraft
  change: (test: TestDraft) => void
  names: Names
  remove?: () => void
}

/** One question: what, how, and against which value. */
export function TestEditor({ test, change, names, remove }: Props) {
  const { t } = useWords()
  const fields = fieldGroups.map((group) => ({
    group: t(`customer-field-group.${group}`),
    items: customerFieldNames
      .filter((name) => fieldOf(name).group === group)
      .map((value) => ({ value, label: t(`customer-field.${value}`) })),
  }))
  return (
    <div className={classes.test}>
      <Select
        aria-label={t('condition.field')}
        className={classes.field}
        data={fields}
        value={test.field}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('ui.nothing-found')}
        onChange={(field) => field && change(withField(test, field as CustomerField))}
      />
      <Select
        aria-label={t('condition.operator')}
        className={classes.operator}
        data={operatorsOf(test.field).map((value) => ({ value, label: t(`condition.is.${value}`) }))}
        value={test.is}
        allowDeselect={false}
        onChange={(is) => is && change({ ...test, is: is as TestDraft['is'] })}
      />
      <Value test={test} change={change} names={names} />
      {remove && (
        <ActionIcon aria-label={t('condition.remove')} title={t('condition.remove')} onClick={remove}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  )
}

function Value({ test, change, names }: Omit<Props, 'remove'>) {
  const { t } = useWords()
  const { unit } = fieldOf(test.field)
  const suffix = unit ? t(`condition.unit.${unit}`) : ''
  const amount = (label: string, value: string, set: (next: string) => void) => (
    <TextInput
      aria-label={label}
      className={classes.amount}
      inputMode="decimal"
      maxLength={20}
      value={value}
      rightSection={suffix && <span className={classes.suffix}>{suffix}</span>}
      rightSectionWidth={suffix ? 44 : undefined}
      onChange={(event) => set(event.currentTarget.value)}
    />
  )
  const whole = (label: string, max: number) => (
    <NumberInput
      aria-label={label}
      className={classes.amount}
      hideControls
      allowDecimal={false}
      allowNegative={false}
      min={1}
      max={max}
      value={test.number}
      onChange={(next) => change({ ...test, number: typeof next === 'number' ? next : '' })}
    />
  )
  switch (test.is) {
    case 'in':
    case 'not-in':
      return <Values test={test} change={change} names={names} />
    case 'at-least':
    case 'at-most':
      return amount(t('condition.value'), test.value, (value) => change({ ...test, value }))
    case 'between':
      return (
        <>
          {amount(t('condition.value'), test.value, (value) => change({ ...test, value }))}
          <span>{t('condition.to')}</span>
          {amount(t('condition.to'), test.to, (to) => change({ ...test, to }))}
        </>
      )
    case 'top-percent':
    case 'bottom-percent':
      return whole(t('condition.percent'), 99)
    case 'within-last':
    case 'longer-ago':
    case 'within-next':
      return whole(t('condition.days'), 3660)
    case 'from':
    case 'to':
      return (
        <DayInput
          aria-label={t('condition.day')}
          className={classes.amount}
          value={test.day}
          onChange={(day) => change({ ...test, day })}
        />
      )
    default:
      return null
  }
}

function Values({ test, change, names }: Omit<Props, 'remove'>) {
  const { t } = useWords()
  const { choices, search } = useValueChoices(test.field, test.values, names)
  const shared = {
    'aria-label': t('condition.values'),
    className: classes.values,
    value: test.values,
    onChange: (values: string[]) => change({ ...test, values }),
  }
  if (choices === null)
    return (
      <TagsInput {...shared} maxTags={100} placeholder={test.values.length === 0 ? t('condition.values.type') : ''} />
    )
  return (
    <MultiSelect
      {...shared}
      data={choices}
      searchable
      maxValues={100}
      nothingFoundMessage={t('ui.nothing-found')}
      {...(search ? { onSearchChange: search, filter: ({ options }) => options } : {})}
    />
  )
}
