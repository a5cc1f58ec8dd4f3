import { type Answered, isAnswered, isScore, pathOf, scales, scoreKinds } from '@rapport/contract/service/survey-flow'
import type { LinkAnswer } from '@rapport/contract/service/survey-links'
import type { AskedQuestion } from '@rapport/contract/service/survey-shapes'
import { refusedField } from '#http/refused.ts'

/** One answer as its question wants it; 422 where it is of another kind, or beside the scale or the list. */
function fitted({ code, kind, options }: AskedQuestion, given: LinkAnswer): LinkAnswer {
  const refused = () => refusedField(code, 'survey.answer')
  const none = { question: code, score: null, choices: [] as string[], text: null }
  if (isScore(kind)) {
    const [lowest, highest] = scales[kind]
    if (given.score === null || given.score < lowest || given.score > highest) throw refused()
    return { ...none, score: given.score }
  }
  if (kind === 'text') {
    if (given.text === null) throw refused()
    return { ...none, text: given.text }
  }
  const choices = [...new Set(given.choices)]
  const known = choices.every((choice) => options.some((option) => option.code === choice))
  if (!known || choices.length === 0 || (kind === 'single' && choices.length > 1)) throw refused()
  return { ...none, choices }
}

/** The answers on the way that they lead; what was answered beside it is dropped. 422 where one is missing that is required. */
export function checkedAnswers(questions: readonly AskedQuestion[], given: readonly LinkAnswer[]): LinkAnswer[] {
  const by = new Map(given.map((answer) => [answer.question, answer]))
  return pathOf(questions, given).flatMap((question) => {
    const answer = by.get(question.code)
    if (answer && isAnswered(answer)) return [fitted(question, answer)]
    if (question.required) throw refusedField(question.code, 'survey.required')
    return []
  })
}

/** The first score of each kind, by which surveys are compared, and everything that was written. */
export function summaryOf(questions: readonly AskedQuestion[], answers: readonly Answered[]) {
  const first = (kind: string) =>
    answers.find(({ question }) => questions.some((asked) => asked.code === question && asked.kind === kind))?.score ??
    null
  const [csat, nps, ces] = scoreKinds.map(first)
  return { csat: csat!, nps: nps!, ces: ces!, words: answers.flatMap(({ text }) => text ?? []).join('\n') }
}
