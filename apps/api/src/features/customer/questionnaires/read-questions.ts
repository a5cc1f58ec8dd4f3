import type { QuestionnaireDefinition } from '@rapport/contract/customer/questionnaires'
import { Refused } from '#http/refused.ts'

type Question = QuestionnaireDefinition['questions'][number]

const QUESTION = /^(\d{1,3})[.、)]\s*(.+)$/
const OPTION = /^([A-Za-z])[.、)]\s*(.+)$/
const LONGEST = 400

/**
 * Questions of a text as banks publish them: a heading a section, numbered questions, lettered options; a line that is none of these
 * goes on with the one before. Points are the letter's place, for the reader to set. 422 with the number of the line where it breaks.
 */
export function readQuestions(content: string): { questions: Question[]; sections: string[] } {
  const questions: Question[] = []
  const sections: string[] = []
  const lines = content.split(/\r?\n/).map((line) => line.trim())
  let grows: 'question' | 'option' | null = null
  lines.forEach((line, at) => {
    const last = questions.at(-1)
    const [, number, asked] = QUESTION.exec(line) ?? []
    const [, letter, offered] = OPTION.exec(line) ?? []
    if (line === '') grows = grows === 'option' ? null : grows
    else if (asked !== undefined) {
      if (last && last.options.length < 2) throw broken(at, 'questionnaire.few-options')
      if (questions.some(({ code }) => code === `q${number}`)) throw broken(at, 'questionnaire.code-twice')
      questions.push({ code: `q${number}`, block: 'other', text: asked, textZh: asked, many: false, options: [] })
      grows = 'question'
    } else if (offered !== undefined && last && grows !== null) {
      const code = letter!.toLowerCase()
      if (last.options.some((option) => option.code === code)) throw broken(at, 'questionnaire.code-twice')
      last.options.push({ code, text: offered, textZh: offered, points: last.options.length + 1 })
      grows = 'option'
    } else if (grows !== null && last) growLast(last, grows, line)
    else sections.push(line)
  })
  if (questions.length === 0 || questions.at(-1)!.options.length < 2)
    throw broken(lines.length - 1, 'questionnaire.few-options')
  const long = questions.find(({ text, options }) => [text, ...options.map((one) => one.text)].some(tooLong))
  if (long || questions.length > 60) throw broken(lines.length - 1, 'questionnaire.too-long')
  return { questions, sections }
}

function growLast(last: Question, what: 'question' | 'option', line: string) {
  const one = what === 'option' ? last.options.at(-1)! : last
  one.text = `${one.text} ${line}`
  one.textZh = one.text
}

const tooLong = (text: string) => text.length > LONGEST

const broken = (line: number, code: string) =>
  new Refused(422, 'invalid', { errors: [{ field: 'content', code }], details: { line: line + 1 } })
