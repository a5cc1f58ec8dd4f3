import { z } from 'zod'
import { code } from '#shapes.ts'

/** One or several of a list, 0 to 10 (recommend), 1 to 5 (content), 1 to 7 (ease), or words. */
export const questionKinds = ['single', 'multiple', 'nps', 'csat', 'ces', 'text'] as const
export type QuestionKind = (typeof questionKinds)[number]
export const scoreKinds = ['csat', 'nps', 'ces'] as const
export type ScoreKind = (typeof scoreKinds)[number]
/** The lowest and the highest score that can be given. */
export const scales: Record<ScoreKind, readonly [number, number]> = { nps: [0, 10], csat: [1, 5], ces: [1, 7] }
export const isScore = (kind: QuestionKind): kind is ScoreKind => (scoreKinds as readonly string[]).includes(kind)

/** Where a jump leads that ends the survey; no question is called so. */
export const END = 'end'

const score = z.int().min(0).max(10)
/** If the answer is so, go on with that question, not with the next one. */
export const Jump = z.strictObject({
  when: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('choice'), choice: code(40) }),
    z.strictObject({ is: z.literal('score'), from: score, to: score }),
  ]),
  to: code(40),
})
export type Jump = z.infer<typeof Jump>

/** What was answered to one question: a score, choices, or words. */
export interface Answered {
  question: string
  score?: number | null | undefined
  choices?: readonly string[] | undefined
  text?: string | null | undefined
}

/** A question where it stands in a survey. */
export interface Asked {
  code: string
  kind: QuestionKind
  options: readonly { code: string }[]
  required: boolean
  jumps: readonly Jump[]
}

export const isAnswered = (answer: Answered | undefined) =>
  answer !== undefined &&
  ((answer.score !== null && answer.score !== undefined) || (answer.choices?.length ?? 0) > 0 || Boolean(answer.text))

const fits = ({ when }: Jump, answer: Answered | undefined) =>
  when.is === 'choice'
    ? (answer?.choices?.includes(when.choice) ?? false)
    : typeof answer?.score === 'number' && answer.score >= when.from && answer.score <= when.to

/** Where the question at `at` leads with this answer: an index, or the length for the end. Jumps are tried in their order. */
export function nextAfter(flow: readonly Asked[], at: number, answer: Answered | undefined): number {
  const jump = flow[at]!.jumps.find((one) => fits(one, answer))
  if (!jump) return at + 1
  const to = flow.findIndex((asked) => asked.code === jump.to)
  return to < 0 ? flow.length : to
}

/** The questions that these answers lead past, in their order; a draft that goes round is walked once. */
export function pathOf<T extends Asked>(flow: readonly T[], answers: readonly Answered[]): T[] {
  const by = new Map(answers.map((answer) => [answer.question, answer]))
  const path: T[] = []
  const seen = new Set<number>()
  for (let at = 0; at < flow.length && !seen.has(at); at = nextAfter(flow, at, by.get(flow[at]!.code))) {
    seen.add(at)
    path.push(flow[at]!)
  }
  return path
}

/** Every answer that a question can be given, as far as jumps tell them apart. Of several choices each alone stands for all. */
function possible(asked: Asked): (Answered | undefined)[] {
  const { code: question, kind } = asked
  const none = asked.required ? [] : [undefined]
  if (isScore(kind)) {
    const [from, to] = scales[kind]
    return [...none, ...Array.from({ length: to - from + 1 }, (_, i) => ({ question, score: from + i }))]
  }
  if (kind === 'text') return [...none, { question, text: '…' }]
  return [...none, ...asked.options.map((option) => ({ question, choices: [option.code] }))]
}

export interface FlowFault {
  /** Index of the question. */
  at: number
  code: 'survey.jump-nowhere' | 'survey.jump-never' | 'survey.cycle' | 'survey.unreachable'
}

/**
 * What is wrong with the branches: a jump to nowhere, one whose answer cannot be given, a way that comes back to where it was, and
 * a question to which no way leads. Empty where every way leads to the end.
 */
export function faultsIn(flow: readonly Asked[]): FlowFault[] {
  const faults: FlowFault[] = []
  const leads = flow.map((asked, at) => {
    const answers = possible(asked)
    for (const jump of asked.jumps) {
      if (jump.to !== END && !flow.some((other) => other.code === jump.to))
        faults.push({ at, code: 'survey.jump-nowhere' })
      if (!answers.some((answer) => fits(jump, answer))) faults.push({ at, code: 'survey.jump-never' })
    }
    return [...new Set(answers.map((answer) => nextAfter(flow, at, answer)))]
  })
  const state = flow.map(() => 'new' as 'new' | 'open' | 'done')
  const walk = (at: number) => {
    if (at >= flow.length || state[at] === 'done') return
    state[at] = 'open'
    for (const next of leads[at]!)
      if (state[next] === 'open') faults.push({ at, code: 'survey.cycle' })
      else walk(next)
    state[at] = 'done'
  }
  walk(0)
  state.forEach((of, at) => {
    if (of === 'new') faults.push({ at, code: 'survey.unreachable' })
  })
  return faults
}
