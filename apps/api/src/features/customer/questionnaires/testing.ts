import type { QuestionnaireDefinition, questionnaires } from '@rapport/contract/customer/questionnaires'
import type { BodyOf } from '@rapport/contract/endpoint'

const option = (code: string, points: number) => ({ code, text: `Option ${code}`, textZh: `选项${code}`, points })
const question = (code: string, points: readonly number[]): QuestionnaireDefinition['questions'][number] => ({
  ...{ code, block: 'risk', text: `Question ${code}`, textZh: `问题${code}`, many: false },
  options: points.map((one, at) => option('abcdef'[at]!, one)),
})

/** Two questions: `a` to `e` of the first are worth the classes C1 to C5; the second one's `b` is the lowest class. */
export const smallDefinition: QuestionnaireDefinition = {
  questions: [
    question('q1', [0, 10, 20, 30, 40]),
    { ...question('q2', [1, 2]), options: [option('a', 1), { ...option('b', 2), lowest: true }] },
  ],
  scales: [
    {
      code: 'risk',
      questions: ['q1', 'q2'],
      bands: [0, 11, 21, 31, 41].map((from, at) => ({ from, class: `C${at + 1}` })),
    },
  ],
  contradictions: [{ question: 'q1', option: 'e', with: { question: 'q2', option: 'b' } }],
  lowestClass: 'C1-min',
  validity: { years: 2 },
  throttle: { perDay: 2, inDays: { days: 365, times: 3 } },
}

export const smallDraft: BodyOf<typeof questionnaires.draft> = {
  ...{ code: 'small', kind: 'person', name: 'Two questions', nameZh: '两道题' },
  definition: smallDefinition,
}
