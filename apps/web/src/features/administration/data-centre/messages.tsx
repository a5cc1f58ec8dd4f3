import { useController, useFormContext } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import classes from './data-centre.module.css'

/** Messages anywhere in the error of a field that holds more than one value, each once. */
function messagesIn(error: unknown): string[] {
  if (!error || typeof error !== 'object') return []
  const { message } = error as { message?: unknown }
  if (typeof message === 'string') return [message]
  const found = Object.entries(error).flatMap(([name, part]) => (name === 'ref' ? [] : messagesIn(part)))
  return [...new Set(found)]
}

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
