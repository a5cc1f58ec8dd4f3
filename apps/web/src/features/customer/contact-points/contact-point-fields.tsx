import { ActionIcon, Button } from '@mantine/core'
import { contactKinds } from '@rapport/contract/customer/vocabulary'
import { IconTrash } from '@tabler/icons-react'
import { useFieldArray } from 'react-hook-form'
import { SelectField, TextField } from '#ui/fields.tsx'
import { useWords } from '#words/words.ts'
import classes from './contact-point-fields.module.css'

/** Several contact points inside a larger form, under `contactPoints`. */
export function ContactPointFields() {
  const { t } = useWords()
  const { fields, append, remove } = useFieldArray({ name: 'contactPoints' })
  return (
    <>
      {fields.map((field, place) => (
        <div key={field.id} className={classes.row}>
          <SelectField
            name={`contactPoints.${place}.kind`}
            label={t('contact-point.kind')}
            choices={contactKinds.map((value) => ({ value, label: t(`contact.${value}`) }))}
          />
          <TextField name={`contactPoints.${place}.value`} label={t('contact-point.value')} required maxLength={300} />
          <ActionIcon mt={24} title={t('ui.remove')} aria-label={t('ui.remove')} onClick={() => remove(place)}>
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        disabled={fields.length >= 20}
        onClick={() => append({ kind: fields.length === 0 ? 'mobile' : 'email', value: '' })}
      >
        {t('contact-point.add')}
      </Button>
    </>
  )
}
