import { visitOutcomes } from '@rapport/contract/service/care-visits'
import { useId } from 'react'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './visit.module.css'

/** The outcome as large choices, each a radio button: a thumb hits them, arrows move among them. */
export function OutcomeField({ name, label }: { name: string; label: string }) {
  const { t } = useWords()
  const id = useId()
  const { field, fieldState } = useController({ name })
  const error = fieldText(fieldState.error?.message)
  return (
    <fieldset className={classes.outcomes} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>
        {label} <span aria-hidden>*</span>
      </legend>
      {visitOutcomes.map((value, index) => (
        <label key={value} className={classes.outcome}>
          <input
            type="radio"
            name={name}
            value={value}
            ref={index === 0 ? field.ref : undefined}
            checked={field.value === value}
            onChange={() => field.onChange(value)}
            onBlur={field.onBlur}
            className="visually-hidden"
          />
          <span>{t(`outcome.${value}`)}</span>
        </label>
      ))}
      {error && (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
