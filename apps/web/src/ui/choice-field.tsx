import { useId } from 'react'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import classes from './choice-field.module.css'
import type { Choice } from './filters.ts'

/** A few large choices, each a radio button: a thumb hits them, arrows move among them. */
export function ChoiceField({ name, label, choices }: { name: string; label: string; choices: readonly Choice[] }) {
  const id = useId()
  const { field, fieldState } = useController({ name })
  const error = fieldText(fieldState.error?.message)
  return (
    <fieldset className={classes.choices} aria-describedby={error ? `${id}-error` : undefined}>
      <legend>
        {label} <span aria-hidden>*</span>
      </legend>
      {choices.map(({ value, label: text }, index) => (
        <label key={value} className={classes.choice}>
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
          <span>{text}</span>
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
