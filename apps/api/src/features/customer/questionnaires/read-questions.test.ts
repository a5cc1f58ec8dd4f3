import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { Refused } from '#http/refused.ts'
import { readQuestions } from './read-questions.ts'

const form = `Knowledge

	1. What do you know?
		a. Little
	  	b. Much, as I have
		worked with it
2) Who are you?
A、 Somebody
B、 Nobody
`

describe('questions of a text', () => {
  it('are read with their options; a line that goes on belongs to the one before', () => {
    expect(readQuestions(form)).toMatchObject({
      sections: ['Knowledge'],
      questions: [
        {
          ...{ code: 'q1', text: 'What do you know?', many: false },
          options: [
            { code: 'a', text: 'Little', points: 1 },
            { code: 'b', text: 'Much, as I have worked with it', points: 2 },
          ],
        },
        { code: 'q2', text: 'Who are you?', options: [{ text: 'Somebody' }, { text: 'Nobody' }] },
      ],
    })
  })

  it.each([
    ['nothing that is a question', 'Dear customer', 1, 'questionnaire.few-options'],
    ['one option', '1. What?\na. This', 2, 'questionnaire.few-options'],
    ['one option before the next question', '1. What?\na. This\n2. Who?\na. I\nb. You', 3, 'questionnaire.few-options'],
    ['a number that comes twice', '1. A?\na. x\nb. y\n1. B?\na. x\nb. y', 4, 'questionnaire.code-twice'],
    ['a letter that comes twice', '1. A?\na. x\na. y', 3, 'questionnaire.code-twice'],
    ['a question without an end', `1. ${'a'.repeat(401)}?\na. x\nb. y`, 3, 'questionnaire.too-long'],
  ])('with %s are refused with the line', (_, content, line, code) => {
    const refusal = (() => {
      try {
        return readQuestions(content)
      } catch (error) {
        return error
      }
    })()
    expect(refusal).toBeInstanceOf(Refused)
    expect(refusal).toMatchObject({ status: 422, more: { errors: [{ field: 'content', code }], details: { line } } })
  })
})

const shared =
  process.env.RAPPORT_SHARED_DATA ?? fileURLToPath(new URL('../../../../../../../shared/data', import.meta.url))
const path = `${shared}/far-trans/questionnaires.csv`
test.skipIf(!existsSync(path))(`the questionnaire of FAR-Trans is read whole; skipped where ${path} is absent`, () => {
  const { questions, sections } = readQuestions(readFileSync(path, 'utf8'))
  expect(questions.map(({ code }) => code)).toEqual(Array.from({ length: 25 }, (_, n) => `q${n + 1}`))
  expect(questions.map(({ options }) => options.length).slice(0, 8)).toEqual([5, 2, 4, 5, 5, 4, 4, 4])
  expect(questions[19]!.text).toBe(
    'The value of your investment in stocks has increased by 20% in a short time period of time. Assuming that based on published analyzes it is expected further rise, then:',
  )
  expect(sections[0]).toBe('Demographics')
})
