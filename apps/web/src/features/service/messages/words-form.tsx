import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Section } from '#ui/page.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { type useChosenWords, WordsFields } from './message-words.tsx'
import classes from './messages.module.css'

interface Props {
  title: string
  of: ReturnType<typeof useChosenWords>
  /** What is chosen before the words. */
  first?: ReactNode
  /** What is said of them. */
  children?: ReactNode
  ready: boolean
  act: string
  /** Of `useSend`: what was refused stands below the form. */
  sending: { error: unknown; isPending: boolean }
  onSend: () => Promise<unknown>
  onCancel: () => void
}

/** Chooses words and sends them, to one customer or to many. */
export function WordsForm({ title, of, first, children, ready, act, sending, onSend, onCancel }: Props) {
  const { t } = useWords()
  const refused = sending.error ? problemText(sending.error) : null
  return (
    <Section title={title}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          // Told by `sending`.
          onSend().catch(() => undefined)
        }}
      >
        {first}
        <WordsFields of={of} />
        {children}
        {refused && (
          <p role="alert" className={classes.problem}>
            {refused.title} {refused.advice}
          </p>
        )}
        <div className={classes.actions}>
          <Button type="submit" disabled={!of.words || !of.whole || !ready} loading={sending.isPending}>
            {act}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Section>
  )
}
