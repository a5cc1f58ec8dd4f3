import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { surveys } from '@rapport/contract/service/surveys'

/** What is asked again when a survey has changed. */
export const changedSurveys = [surveys.list, surveys.open, surveys.results, surveys.answers, surveys.sendings]
export const changedQuestions = [surveyQuestions.list]
