import type { Answers, Questionnaire } from './questionnaire.ts'

/** Points of the twenty questions of domain 1.3, options in their order; 9 and 12 take several answers. */
const points = [
  [1, 3, 5, 5, 5],
  [1, 2, 3, 4, 5],
  [1, 3, 3, 5],
  [1, 4, 4, 5],
  [1, 3, 4, 5],
  [1, 3, 4, 5],
  [1, 3, 4, 5],
  [1, 3, 4, 5],
  [1, 1, 5, 5, 5],
  [1, 2, 3, 4, 5],
  [1, 4, 5],
  [1, 3, 5, 5, 3],
  [1, 2, 3, 4, 5],
  [1, 2, 4, 5],
  [1, 3, 4, 5],
  [1, 2, 3, 4, 5],
  [2, 5, 4, 3, 1],
  [1, 2, 4, 5],
  [1, 3, 4, 5],
  [0, 1, 2, 3, 5],
]
const codes = points.map((_, place) => `q${place + 1}`)
const letter = (place: number) => 'abcdef'[place]!

/** A code of an option of a question that gives these points. */
const worth = (question: number, wanted: number) => letter(points[question]!.indexOf(wanted))

/** The twenty questions with the bands of a scheme; answer f of question 15 is "cannot bear any loss". */
export function twentyQuestions(bands: readonly number[] = [0, 20, 37, 54, 83]): Questionnaire {
  return {
    questions: points.map((options, place) => ({
      code: codes[place]!,
      many: place === 8 || place === 11,
      options: [
        ...options.map((one, option) => ({ code: letter(option), points: one })),
        ...(place === 14 ? [{ code: 'f', points: 0, lowest: true }] : []),
      ],
    })),
    scales: [{ code: 'risk', questions: codes, bands: bands.map((from, place) => ({ from, class: `C${place + 1}` })) }],
    contradictions: [
      { question: 'q1', option: 'a', with: { question: 'q20', option: 'e' } },
      { question: 'q15', option: 'd', with: { question: 'q14', option: 'a' } },
    ],
    lowestClass: 'C1-min',
  }
}

/** One answer a question that gives these points. */
export function answersWorth(wanted: readonly number[]): Record<string, string[]> {
  return Object.fromEntries(wanted.map((one, place) => [codes[place]!, [worth(place, one)]]))
}

/** The worked answers of domain 1.3: 70 points. */
export const worked: Answers = answersWorth([3, 4, 5, 4, 1, 4, 3, 1, 5, 2, 4, 3, 3, 4, 3, 3, 5, 4, 4, 5])
