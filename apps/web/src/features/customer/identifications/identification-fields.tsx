import { identificationTypes } from '@rapport/contract/customer/vocabulary'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'

/** The fields of a document; `under` is the path before their names, such as `identification.`. */
export function IdentificationFields({ under = '' }: { under?: string }) {
  const { t } = useWords()
  return (
    <Fields>
      <SelectField
        name={`${under}type`}
        label={t('customer.identification.type')}
        required
        choices={identificationTypes.map((value) => ({ value, label: t(`identification.${value}`) }))}
      />
      <TextField name={`${under}number`} label={t('customer.identification.number')} required maxLength={40} />
      <TextField name={`${under}issuer`} label={t('customer.identification.issuer')} maxLength={120} empty="null" />
      <DayField name={`${under}validTo`} label={t('customer.valid-to')} />
    </Fields>
  )
}
