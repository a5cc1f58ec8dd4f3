import { pathOf } from '@rapport/contract/service/survey-flow'
import type { LinkAnswer } from '@rapport/contract/service/survey-links'
import type { AskedQuestion } from '@rapport/contract/service/survey-shapes'
import type { Locale } from '#words/words.ts'
import { QuestionField } from './question-field.tsx'

interface Props {
  questions: readonly AskedQuestion[]
  locale: Locale
  answers: readonly LinkAnswer[]
  onAnswers: (answers: LinkAnswer[]) => void
  /** What is wrong, by question. */
  errors?: ReadonlyMap<string, string>
}

/** The questions to which the answers lead, one below the other; what an answer leads past goes away. */
export const SurveyForm = ({ questions, locale, answers, onAnswers, errors }: Props) =>
  pathOf(questions, answers).map((question) => (
    <QuestionField
      key={question.code}
      question={question}
      locale={locale}
      answer={answers.find((answer) => answer.question === question.code)}
      onAnswer={(answer) => onAnswers([...answers.filter((one) => one.question !== question.code), answer])}
      error={errors?.get(question.code)}
    />
  ))
