import { Radio } from '@mantine/core'
import { type MergeField, type MergeSide, mergeFields } from '@rapport/contract/customer/customer-merges'
import type { Customer } from '@rapport/contract/customer/customers'
import type { ReactNode } from 'react'
import { Day } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './merges.module.css'

interface Props {
  stays: MergeSide
  gone: MergeSide
  take: readonly MergeField[]
  onTake: (take: readonly MergeField[]) => void
}

/** Lists whose values have words of their own. */
const lists: Partial<Record<MergeField, string>> = {
  gender: 'gender',
  investorClass: 'investor-class',
  lifecycle: 'lifecycle',
  level: 'level',
}
const days: readonly MergeField[] = ['birthOn', 'openedOn']

function shown(customer: Customer, field: MergeField): ReactNode {
  const value = customer[field]
  if (value === null || value === '') return '–'
  if (days.includes(field)) return <Day on={value} />
  return lists[field] ? (wordsFor(`${lists[field]}.${value}`) ?? value) : value
}

/** The fields in which two records differ, each with whose value it becomes; those that are the same are only counted. */
export function DifferingFields({ stays, gone, take, onTake }: Props) {
  const { t } = useWords()
  const known = mergeFields.filter((field) => stays.customer[field] !== null || gone.customer[field] !== null)
  const differing = known.filter((field) => stays.customer[field] !== gone.customer[field])
  const choose = (field: MergeField, other: boolean) =>
    onTake(other ? [...take, field] : take.filter((taken) => taken !== field))
  return (
    <Section title={t('merge.fields')}>
      {differing.map((field) => (
        <Radio.Group
          key={field}
          className={classes.field}
          label={t(`merge.field.${field}`)}
          value={take.includes(field) ? 'gone' : 'stays'}
          onChange={(next) => choose(field, next === 'gone')}
        >
          <div className={classes.sides}>
            <Radio value="stays" label={shown(stays.customer, field)} />
            <Radio value="gone" label={shown(gone.customer, field)} />
          </div>
        </Radio.Group>
      ))}
      <p className={classes.dimmed}>{t('merge.same', { count: known.length - differing.length })}</p>
    </Section>
  )
}
