import { Button } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import type { ReactNode } from 'react'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { Copy } from './copy.tsx'
import classes from './states.module.css'

interface State {
  icon?: ReactNode
  title: string
  children?: ReactNode
  /** What one can do: buttons. */
  action?: ReactNode
  role?: 'alert' | 'status'
  /** It is all there is on the page: its title is the page's. */
  whole?: boolean
}

function State({ icon, title, children, action, role, whole }: State) {
  const Title = whole ? 'h1' : 'h2'
  return (
    <div className={classes.state} role={role}>
      {icon}
      <Title className={classes.title}>{title}</Title>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}

/** Nothing here: says what would be here, and how to begin. */
export const Empty = (state: Omit<State, 'role'>) => <State {...state} role="status" />

/** Something failed: what happened, what to do, a reference, and trying again. 403 and 404 have their own faces. */
export function Failed({ error, retry, whole }: { error: unknown; retry?: (() => void) | undefined; whole?: boolean }) {
  const { t } = useWords()
  if (error instanceof Refusal && error.status === 403) return <NotAllowed {...(whole ? { whole } : {})} />
  if (error instanceof Refusal && error.status === 404) return <NotFound {...(whole ? { whole } : {})} />
  const { title, advice, reference } = problemText(error)
  return (
    <State
      role="alert"
      whole={whole ?? false}
      title={title}
      action={
        retry && (
          <Button variant="default" onClick={retry}>
            {t('ui.retry')}
          </Button>
        )
      }
    >
      <p>{advice}</p>
      {reference && (
        <p className={classes.reference}>
          {t('ui.reference')} <code>{reference}</code> <Copy value={reference} />
        </p>
      )}
    </State>
  )
}

/** The viewer lacks the right. */
export function NotAllowed({ whole = false }: { whole?: boolean }) {
  const { t } = useWords()
  return (
    <State role="alert" whole={whole} title={t('ui.not-allowed')}>
      <p>{t('ui.not-allowed.advice')}</p>
    </State>
  )
}

/** It does not exist, or is out of sight: the two are not told apart. */
export function NotFound({ children, whole = false }: { children?: ReactNode; whole?: boolean }) {
  const { t } = useWords()
  return (
    <State role="alert" whole={whole} title={t('ui.not-found')} action={children}>
      <p>{t('ui.not-found.advice')}</p>
    </State>
  )
}

/** Grey lines where text will be. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  const { t } = useWords()
  return (
    <div role="status" aria-label={t('ui.loading')} className={classes.bones}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike
        <span key={line} className={classes.bone} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

interface Answer<T> {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

/** Draws an answer of `useAsk`: skeleton, failure, or its children with the data. */
export function Answered<T>({
  answer,
  lines,
  children,
}: {
  answer: Answer<T>
  lines?: number
  children: (data: T) => ReactNode
}) {
  if (answer.data !== undefined) return <>{children(answer.data)}</>
  if (answer.error) return <Failed error={answer.error} retry={() => void answer.refetch()} />
  return <Skeleton {...(lines ? { lines } : {})} />
}
