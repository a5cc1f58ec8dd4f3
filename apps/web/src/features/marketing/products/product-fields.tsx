import { Button } from '@mantine/core'
import { productTypes } from '@rapport/contract/marketing/product-types'
import {
  feeKinds,
  feePeriods,
  type Product,
  productCurrencies,
  type RatingDraft,
  ratingMethods,
  riskGrades,
} from '@rapport/contract/marketing/products'
import { useController, useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useViewer } from '#api/viewer.tsx'
import { SecurityField } from '#features/customer/securities/security-field.tsx'
import { DayField, LongTextField, NumberField, SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import { GradeField } from './grade-field.tsx'

/** The facts of a product; `security` is the one that it is now. */
export function FactFields({ security = null }: { security?: Product['security'] }) {
  const { t } = useWords()
  return (
    <Fields title={t('products.facts')}>
      <TextField name="nameZh" label={t('products.name-zh')} required maxLength={120} />
      <TextField name="name" label={t('products.name-en')} required maxLength={120} />
      <SelectField
        name="type"
        label={t('products.type')}
        required
        searchable
        choices={productTypes.map((value) => ({ value, label: t(`products.type.${value}`) }))}
      />
      <TextField name="issuer" label={t('products.issuer')} required maxLength={120} />
      <SelectField
        name="currency"
        label={t('products.currency')}
        required
        choices={productCurrencies.map((value) => ({ value, label: value }))}
      />
      <TextField name="minimumAmount" label={t('products.minimum')} required maxLength={18} />
      <NumberField
        name="termDays"
        label={t('products.term-days')}
        hint={t('products.term-days.hint')}
        min={1}
        max={36500}
      />
      <SecurityField label={t('products.security')} hint={t('products.security.hint')} chosen={security} />
      <DayField name="onShelfOn" label={t('products.on-shelf-on')} required />
      <DayField name="offShelfOn" label={t('products.off-shelf-on')} />
      <SwitchField name="complex" label={t('products.complex')} hint={t('products.complex.hint')} />
      <LongTextField name="targetMarketZh" label={t('products.target-market-zh')} maxLength={1000} empty="null" />
      <LongTextField name="targetMarket" label={t('products.target-market-en')} maxLength={1000} empty="null" />
    </Fields>
  )
}

const freshFee = { kind: 'management', per: 'year', basis: 'rate', value: '' } as const

/** The fees of a product, as rows. */
export function FeeFields() {
  const { t } = useWords()
  const { fields, append, remove } = useFieldArray({ name: 'fees' })
  return (
    <>
      {fields.map((field, place) => (
        <Fields key={field.id} title={t('products.fee.number', { number: place + 1 })}>
          <OneFee at={`fees.${place}`} />
          <div>
            <Button variant="default" onClick={() => remove(place)}>
              {t('products.fee.remove', { number: place + 1 })}
            </Button>
          </div>
        </Fields>
      ))}
      <div>
        <Button variant="default" disabled={fields.length >= 20} onClick={() => append({ ...freshFee })}>
          {t('products.fee.add')}
        </Button>
      </div>
    </>
  )
}

function OneFee({ at }: { at: string }) {
  const { t } = useWords()
  const basis = useWatch({ name: `${at}.basis` }) as 'rate' | 'amount'
  return (
    <>
      <SelectField
        name={`${at}.kind`}
        label={t('products.fee.kind')}
        required
        choices={feeKinds.map((value) => ({ value, label: t(`products.fee.${value}`) }))}
      />
      <SelectField
        name={`${at}.per`}
        label={t('products.fee.per')}
        required
        choices={feePeriods.map((value) => ({ value, label: t(`products.fee.per.${value}`) }))}
      />
      <SelectField
        name={`${at}.basis`}
        label={t('products.fee.basis')}
        required
        choices={(['rate', 'amount'] as const).map((value) => ({ value, label: t(`products.fee.basis.${value}`) }))}
      />
      <TextField name={`${at}.value`} label={t(`products.fee.value.${basis ?? 'rate'}`)} required maxLength={18} />
    </>
  )
}

/** A rating from a day on; of a product that has one it may be left as it is. */
export function RatingFields({ optional, fresh }: { optional?: boolean; fresh?: RatingDraft }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { setValue } = useFormContext()
  const { field } = useController({ name: 'rating' })
  if (field.value === null)
    return (
      <div>
        <Button variant="default" onClick={() => setValue('rating', fresh, { shouldDirty: true })}>
          {t('products.rating.add')}
        </Button>
      </div>
    )
  return (
    <Fields title={t('products.rating')}>
      <GradeField
        name="rating.grade"
        label={t('products.risk')}
        required
        choices={riskGrades.map((value) => ({ value, label: t(`products.grade.${value}`) }))}
      />
      <DayField name="rating.effectiveFrom" label={t('products.rating.from')} required min={today} />
      <SelectField
        name="rating.method"
        label={t('products.method')}
        required
        choices={ratingMethods.map((value) => ({ value, label: t(`products.method.${value}`) }))}
      />
      <LongTextField name="rating.reason" label={t('products.rating.reason')} required maxLength={500} rows={2} />
      {optional && (
        <div>
          <Button variant="default" onClick={() => setValue('rating', null, { shouldDirty: true })}>
            {t('products.rating.leave')}
          </Button>
        </div>
      )}
    </Fields>
  )
}
