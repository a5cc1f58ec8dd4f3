/** What an option of a question says beyond its points. */
export interface Option {
  code: string
  /** Whole points. */
  points: number
  /** Whoever chooses it is of the lowest class, whatever the total (domain 1.2). */
  lowest?: boolean
  /** It may not be chosen with another one. */
  alone?: boolean
  /** The longest time for which money may be bound, in days; null is without an end. */
  horizonDays?: number | null
  /** Kinds of products that the customer means to hold. */
  intends?: readonly string[]
  /** Kinds of products that the customer knows. */
  knows?: readonly string[]
}

export interface Question {
  code: string
  /** Several options may be chosen; the one with the most points counts. */
  many: boolean
  options: readonly Option[]
}

/** Answers that cannot both be true. */
export interface Contradiction {
  question: string
  option: string
  with: { question: string; option: string }
}

/** Questions that are added up to one class: what an investor bears, or how much may be invested. */
export interface Scale {
  code: string
  questions: readonly string[]
  /** Lowest first; a band reaches to the next one's `from`, and the first reaches down without end. */
  bands: readonly { from: number; class: string }[]
}

export interface Questionnaire {
  questions: readonly Question[]
  /** The first says the class of the investor. */
  scales: readonly [Scale, ...Scale[]]
  contradictions: readonly Contradiction[]
  /** The class of whoever chose an option that is `lowest`; null where the questionnaire knows none. */
  lowestClass: string | null
}

/** Codes of the chosen options by code of the question. */
export type Answers = Readonly<Record<string, readonly string[]>>

export interface WrongAnswer {
  question: string
  code: 'unanswered' | 'unknown-question' | 'unknown-option' | 'only-one' | 'chosen-twice' | 'alone' | 'contradiction'
  /** The question that it contradicts. */
  with?: string
}

export interface ScaleScore {
  scale: string
  total: number
  class: string
  points: Record<string, number>
}

export interface Scored {
  /** The class of the first scale, or the lowest class. */
  class: string
  /** Questions whose answers put the investor into the lowest class. */
  lowestBy: string[]
  scales: [ScaleScore, ...ScaleScore[]]
  /** The longest time that all answers allow, in days; null without an end; undefined where nothing was asked. */
  horizonDays: number | null | undefined
  /** Kinds of products, sorted; null where nothing was asked. */
  intends: string[] | null
  knows: string[] | null
}

/** What is wrong with answers: every question answered once, with options that it has and that go together. */
export function wrongAnswers(of: Questionnaire, answers: Answers): WrongAnswer[] {
  const known = new Set(of.questions.map(({ code }) => code))
  const strangers = Object.keys(answers).filter((question) => !known.has(question))
  const wrong = of.questions.flatMap((question) => wrongChoice(question, chosenOf(answers, question.code)))
  const contradictions = of.contradictions.filter(
    (one) =>
      chosenOf(answers, one.question).includes(one.option) &&
      chosenOf(answers, one.with.question).includes(one.with.option),
  )
  return [
    ...strangers.map((question): WrongAnswer => ({ question, code: 'unknown-question' })),
    ...wrong,
    ...contradictions.map(
      ({ question, with: other }): WrongAnswer => ({ question, code: 'contradiction', with: other.question }),
    ),
  ]
}

function wrongChoice({ code: question, many, options }: Question, chosen: readonly string[]): WrongAnswer[] {
  if (chosen.length === 0) return [{ question, code: 'unanswered' }]
  if (new Set(chosen).size < chosen.length) return [{ question, code: 'chosen-twice' }]
  const found = options.filter(({ code }) => chosen.includes(code))
  if (found.length < chosen.length) return [{ question, code: 'unknown-option' }]
  if (chosen.length === 1) return []
  if (!many) return [{ question, code: 'only-one' }]
  return found.some(({ alone }) => alone) ? [{ question, code: 'alone' }] : []
}

/**
 * Totals and classes of answers in which nothing is wrong (`wrongAnswers`). Of several options of a question the one with the most
 * points counts; an option that is `lowest` decides the class whatever the total. Source: domain 1.2, 1.3.
 */
export function score(of: Questionnaire, answers: Answers): Scored {
  const chosen = new Map(
    of.questions.map(({ code, options }) => {
      const codes = chosenOf(answers, code)
      return [code, options.filter((option) => codes.includes(option.code))]
    }),
  )
  const all = [...chosen.values()].flat()
  const pointsOf = (question: string) => Math.max(...chosen.get(question)!.map(({ points }) => points))
  const [first, ...others] = of.scales
  const scoreOf = (scale: Scale) => scaleScore(scale, pointsOf)
  const scales: Scored['scales'] = [scoreOf(first), ...others.map(scoreOf)]
  const lowestBy = of.lowestClass
    ? [...chosen].filter(([, options]) => options.some(({ lowest }) => lowest)).map(([question]) => question)
    : []
  return {
    class: lowestBy.length > 0 ? of.lowestClass! : scales[0].class,
    lowestBy,
    scales,
    horizonDays: shortest(all.flatMap(({ horizonDays }) => (horizonDays === undefined ? [] : [horizonDays]))),
    intends: kindsIn(all.map(({ intends }) => intends)),
    knows: kindsIn(all.map(({ knows }) => knows)),
  }
}

function scaleScore({ code, questions, bands }: Scale, pointsOf: (question: string) => number): ScaleScore {
  const points = Object.fromEntries(questions.map((question) => [question, pointsOf(question)]))
  const total = Object.values(points).reduce((sum, one) => sum + one, 0)
  return { scale: code, total, class: (bands.findLast(({ from }) => from <= total) ?? bands[0]!).class, points }
}

function shortest(horizons: readonly (number | null)[]): number | null | undefined {
  if (horizons.length === 0) return undefined
  const bounded = horizons.filter((days) => days !== null)
  return bounded.length === 0 ? null : Math.min(...bounded)
}

function kindsIn(lists: readonly (readonly string[] | undefined)[]): string[] | null {
  const asked = lists.filter((list) => list !== undefined)
  return asked.length === 0 ? null : [...new Set(asked.flat())].sort()
}

function chosenOf(answers: Answers, question: string): readonly string[] {
  return Object.hasOwn(answers, question) ? answers[question]! : []
}

/** The fewest and the most points that a scale can come to. */
export function rangeOf(of: Questionnaire, scale: Scale): { least: number; most: number } {
  const asked = of.questions.filter(({ code }) => scale.questions.includes(code))
  const sum = (pick: (...points: number[]) => number) =>
    asked.reduce((total, { options }) => total + pick(...options.map(({ points }) => points)), 0)
  return { least: sum(Math.min), most: sum(Math.max) }
}
