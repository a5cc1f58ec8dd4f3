import { Refusal } from '@rapport/contract/client'
import { wordsFor } from './words.ts'

export interface ProblemText {
  /** What happened, one sentence. */
  title: string
  /** What to do. */
  advice: string
  /** Something to tell the helpdesk: request id, or the code where there is none. */
  reference: string | undefined
}

/** A refusal (or any error) in the reader's language; an unknown code gets a general sentence and the code. */
export function problemText(error: unknown): ProblemText {
  if (!(error instanceof Refusal)) {
    const lost = error instanceof TypeError
    return {
      title: wordsFor(lost ? 'problem.network' : 'problem.page') ?? '',
      advice: wordsFor(lost ? 'advice.network' : 'advice.retry') ?? '',
      reference: lost ? undefined : String((error as Error | undefined)?.name ?? error),
    }
  }
  const code = error.problem?.code ?? `http-${error.status}`
  const details = (error.problem?.details ?? {}) as Record<string, string | number>
  return {
    // What cannot be had from a source is told as it is of a run that failed by it.
    title:
      wordsFor(`problem.${code}`, details) ??
      wordsFor(`run.failure.${code}`, details) ??
      wordsFor('problem.other', { code }) ??
      code,
    advice:
      wordsFor(`advice.${code}`, details) ??
      wordsFor(`run.failure.${code}.next`, details) ??
      wordsFor(`advice.${error.status}`, details) ??
      (wordsFor(error.status >= 500 ? 'advice.retry' : 'advice.check') as string),
    reference: error.problem?.requestId,
  }
}

/** A field code (`code` or `code:limit`) as one sentence; an unknown code gets a general sentence and the code. */
export function fieldText(code: string | undefined): string | undefined {
  if (!code) return undefined
  const [name, limit] = code.split(':') as [string, string?]
  return (
    (limit ? wordsFor(`field.${name}.limit`, { limit }) : undefined) ??
    wordsFor(`field.${name}`) ??
    wordsFor('field.other', { code: name })
  )
}

/** What a refusal says of single fields. */
export const refusedIn = (error: unknown) => (error instanceof Refusal ? (error.problem?.errors ?? []) : [])
