import { useController, useFormContext } from 'react-hook-form'
import { messagesIn } from '#ui/field-messages.ts'
import { fieldText } from '#words/problem-text.ts'
import classes from './data-centre.module.css'

/** A part of a form that is more than one value, such as a layout: its value, changing it, and what is wrong in it. */
export function usePart<Value>(name: string) {
  const { field, fieldState, formState } = useController({ name })
  const { setValue } = useFormContext()
  return {
    value: field.value as Value,
    // Not the field's own `onChange`: that takes whatever has a `target`, as a mapping has, for an event.
    set: (value: Value) => setValue(name, value, { shouldDirty: true, shouldValidate: formState.isSubmitted }),
    messages: messagesIn(fieldState.error),
  }
}

export function Messages({ of }: { of: readonly string[] }) {
  return of.map((message) => (
    <p key={message} role="alert" className={classes.wrong}>
      {fieldText(message)}
    </p>
  ))
}
