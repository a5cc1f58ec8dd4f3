import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { type DefaultValues, type FieldValues, FormProvider, type Path, type Resolver, useForm } from 'react-hook-form'
import type { z } from 'zod'
import { fieldText, problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './form.module.css'
import { LeavingGuard } from './leaving-guard.tsx'

interface Props<Schema extends z.ZodType> {
  /** The body as the contract has it: what is sent is what it makes of the fields. */
  of: Schema
  /** What the fields begin with. */
  from?: Partial<z.input<Schema>>
  /** Sends; a `Refusal` thrown here is shown at its fields. `'unsent'` says that it is not done yet: leaving still asks. */
  onSend: (body: z.output<Schema>) => Promise<unknown>
  /** The verb on the button. */
  send: string
  onCancel?: () => void
  /** The word on the button that gives up, where “Cancel” would be misread. */
  cancel?: string
  /** Leaving with unsaved changes does not ask (small forms in place). */
  light?: boolean
  /** How a place that has no control of its own is called, such as a step of a task. */
  placeOf?: (field: string, values: z.input<Schema>) => string | undefined
  children: ReactNode
}

/** A form over a schema of the contract: errors at the field, `Ctrl/⌘ Enter` saves, leaving with changes asks. */
export function Form<Schema extends z.ZodType>({
  of,
  from,
  onSend,
  send,
  onCancel,
  cancel,
  light,
  placeOf,
  children,
}: Props<Schema>) {
  type Fields = z.input<Schema> & FieldValues
  const { t } = useWords()
  const form = useForm<Fields, unknown, z.output<Schema> & FieldValues>({
    resolver: zodResolver(of as never) as unknown as Resolver<Fields, unknown, z.output<Schema> & FieldValues>,
    defaultValues: (from ?? {}) as DefaultValues<Fields>,
    mode: 'onTouched',
  })
  const [problem, setProblem] = useState<unknown>()
  const root = useRef<HTMLFormElement>(null)
  const { isSubmitting, isDirty, isSubmitSuccessful, errors } = form.formState

  const submit = form.handleSubmit(async (body) => {
    setProblem(undefined)
    try {
      const done = await onSend(body as z.output<Schema>)
      if (done === 'unsent') form.setError('root' as Path<Fields>, { type: 'server' })
    } catch (refused) {
      const fields = refused instanceof Refusal ? (refused.problem?.errors ?? []) : []
      const known = fields.flatMap(({ field, code }) => {
        // What is said of one of several values is shown at the control that holds them all.
        const shown = [field, field.replace(/\.\d+$/, '')].find((name) => root.current?.elements.namedItem(name))
        return shown === undefined ? [] : [{ field: shown as Path<Fields>, code }]
      })
      for (const { field, code } of known) form.setError(field, { type: 'server', message: code })
      if (known[0]) form.setFocus(known[0].field)
      if (known.length === 0 || known.length < fields.length) setProblem(refused)
      // The form stays unsent: leaving still asks.
      form.setError('root' as Path<Fields>, { type: 'server' })
    }
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit()
    }
  }
  const unseen = problem instanceof Refusal ? (problem.problem?.errors ?? []) : []
  const other = errors[''] as { message?: string } | undefined
  return (
    <FormProvider {...form}>
      <form
        ref={root}
        noValidate
        className={classes.form}
        onKeyDown={onKeyDown}
        onSubmit={(event) => void submit(event)}
      >
        {children}
        {other?.message && (
          <p role="alert" className={classes.problem}>
            {fieldText(other.message)}
          </p>
        )}
        {problem !== undefined && (
          <div role="alert" className={classes.problem}>
            <strong>{problemText(problem).title}</strong> {problemText(problem).advice}
            {unseen.map(({ field, code }) => (
              <div key={`${field} ${code}`}>
                {placeOf?.(field, form.getValues()) ?? field}: {fieldText(code)}
              </div>
            ))}
          </div>
        )}
        <div className={classes.actions}>
          <Button type="submit" loading={isSubmitting} title="Ctrl/⌘ Enter">
            {send}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {cancel ?? t('ui.cancel')}
            </Button>
          )}
        </div>
      </form>
      {!light && <LeavingGuard when={isDirty && !isSubmitting && !(isSubmitSuccessful && !errors.root)} />}
    </FormProvider>
  )
}

/** Fields side by side where there is room. */
export function Fields({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <fieldset className={classes.fields}>
      {title && <legend>{title}</legend>}
      {children}
    </fieldset>
  )
}
