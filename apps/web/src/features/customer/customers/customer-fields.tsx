import { customerLanguages, genders, investorClasses, levels, lifecycles } from '@rapport/contract/customer/vocabulary'
import { DayField, LongTextField, SelectField, TagsField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'

/** What can be said of a person or an organisation, beside its name. */
export function CustomerFields({ kind }: { kind: 'person' | 'organisation' }) {
  const { t } = useWords()
  return (
    <>
      {kind === 'person' ? (
        <Fields title={t('kind.person')}>
          <SelectField
            name="gender"
            label={t('customer.gender')}
            clearable
            choices={genders.map((value) => ({ value, label: t(`gender.${value}`) }))}
          />
          <DayField name="birthOn" label={t('customer.birth-on')} hint={t('customer.birth-on.hint')} />
          <TextField name="nationality" label={t('customer.nationality')} maxLength={60} empty="null" />
          <TextField name="occupation" label={t('customer.occupation')} maxLength={80} empty="null" />
          <TextField name="education" label={t('customer.education')} maxLength={60} empty="null" />
        </Fields>
      ) : (
        <Fields title={t('kind.organisation')}>
          <TextField name="legalForm" label={t('customer.legal-form')} maxLength={80} empty="null" />
          <TextField name="industry" label={t('customer.industry')} maxLength={120} empty="null" />
          <TextField name="lei" label={t('customer.lei')} maxLength={20} empty="null" />
          <TextField
            name="registeredAddress"
            label={t('customer.registered-address')}
            maxLength={300}
            empty="null"
            wide
          />
        </Fields>
      )}
      <Fields title={t('customer.relation')}>
        <SelectField
          name="language"
          label={t('customer.language')}
          hint={t('customer.language.hint')}
          choices={customerLanguages.map((value) => ({ value, label: t(`customer.language.${value}`) }))}
        />
        <SelectField
          name="lifecycle"
          label={t('customer.lifecycle')}
          choices={lifecycles.map((value) => ({ value, label: t(`lifecycle.${value}`) }))}
        />
        <SelectField
          name="level"
          label={t('customer.level')}
          clearable
          choices={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
        />
        <SelectField
          name="investorClass"
          label={t('customer.investor-class')}
          choices={investorClasses.map((value) => ({ value, label: t(`investor-class.${value}`) }))}
        />
        <DayField name="openedOn" label={t('customer.opened-on')} />
        <TagsField name="tags" label={t('customer.tags')} hint={t('customer.tags.hint')} wide />
        <LongTextField name="note" label={t('customer.note')} maxLength={2000} empty="null" />
      </Fields>
    </>
  )
}
