import type { Customer, CustomerEdit } from '@rapport/contract/customer/customers'
import type { z } from 'zod'
import type { ConflictField } from '#ui/conflict.tsx'
import { useWords } from '#words/words.ts'

type Edit = z.output<typeof CustomerEdit>

/** The fields of a customer that the edit form changes. */
export function editableOf(customer: Customer): Edit {
  const { name, gender, birthOn, nationality, occupation, education, legalForm, industry, registeredAddress } = customer
  const { lei, language, investorClass, lifecycle, level, openedOn, tags, note } = customer
  return {
    name,
    gender,
    birthOn,
    nationality,
    occupation,
    education,
    legalForm,
    industry,
    registeredAddress,
    lei,
    language,
    investorClass,
    lifecycle,
    level,
    openedOn,
    tags,
    note,
  }
}

/** Only what differs is sent, so that a change of somebody else's to another field stands. */
export function changesIn(before: Edit, after: Edit): Edit {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(before[name as keyof Edit] ?? null) !== JSON.stringify(value ?? null),
    ),
  )
}

/** How each field is shown when two people changed it. */
export function useConflictFields(kind: 'person' | 'organisation'): ConflictField[] {
  const { t } = useWords()
  const plain = (value: unknown) => (Array.isArray(value) ? value.join(', ') : ((value as string | null) ?? ''))
  const field = (name: keyof Edit, label: string, show: (value: unknown) => string = plain) => ({ name, label, show })
  const said =
    <List extends string>(words: (value: List) => string) =>
    (value: unknown) =>
      value ? words(value as List) : ''
  return [
    field('name', t('customer.name')),
    ...(kind === 'person'
      ? [
          field(
            'gender',
            t('customer.gender'),
            said<'male' | 'female'>((value) => t(`gender.${value}`)),
          ),
          field('birthOn', t('customer.birth-on')),
          field('nationality', t('customer.nationality')),
          field('occupation', t('customer.occupation')),
          field('education', t('customer.education')),
        ]
      : [
          field('legalForm', t('customer.legal-form')),
          field('industry', t('customer.industry')),
          field('lei', t('customer.lei')),
          field('registeredAddress', t('customer.registered-address')),
        ]),
    field(
      'language',
      t('customer.language'),
      said<Customer['language']>((value) => t(`customer.language.${value}`)),
    ),
    field(
      'lifecycle',
      t('customer.lifecycle'),
      said<Customer['lifecycle']>((value) => t(`lifecycle.${value}`)),
    ),
    field(
      'level',
      t('customer.level'),
      said<NonNullable<Customer['level']>>((value) => t(`level.${value}`)),
    ),
    field(
      'investorClass',
      t('customer.investor-class'),
      said<Customer['investorClass']>((value) => t(`investor-class.${value}`)),
    ),
    field('openedOn', t('customer.opened-on')),
    field('tags', t('customer.tags')),
    field('note', t('customer.note')),
  ]
}
