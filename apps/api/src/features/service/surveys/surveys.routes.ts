import { surveyLinks } from '@rapport/contract/service/survey-links'
import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { surveys } from '@rapport/contract/service/surveys'
import { rawRoute, route } from '#http/serve.ts'
import { askByHand } from './ask-by-hand.ts'
import { loadAnswers } from './load-answers.ts'
import { listSendings, sendSurvey } from './sendings.ts'
import { answersOfCustomer, listAnswers } from './survey-answers.ts'
import { answerLink, openLink, saveLink } from './survey-links.ts'
import { addQuestion, listQuestions } from './survey-questions.ts'
import { surveyResults } from './survey-results.ts'
import { listSurveys, openSurvey } from './survey-rows.ts'
import { askAfterContacts, closeSurvey, createSurvey, goLive, redraftSurvey } from './surveys.ts'

export const surveysRoutes = [
  route(surveys.list, ({ db }) => listSurveys(db)),
  route(surveys.open, ({ db, params }) => openSurvey(db, params.id)),
  route(surveys.create, ({ db, body, product }) => createSurvey(db, body, product.now())),
  route(surveys.redraft, ({ db, params, body, product }) => redraftSurvey(db, params.id, body, product.now())),
  route(surveys.goLive, ({ db, params, product }) => goLive(db, params.id, product.now())),
  route(surveys.close, ({ db, params }) => closeSurvey(db, params.id)),
  route(surveys.askAfterContacts, ({ db, params, body, product }) =>
    askAfterContacts(db, params.id, body, product.now()),
  ),
  route(surveys.sendings, ({ db, params }) => listSendings(db, params.id)),
  route(surveys.send, ({ db, params, body, viewer, product }) => sendSurvey(db, product, viewer, params.id, body)),
  route(surveys.link, ({ db, params, body, product }) => askByHand(db, params.id, body.customerId, product.now())),
  route(surveys.results, ({ db, params, query }) => surveyResults(db, params.id, query)),
  route(surveys.answers, ({ db, params, query }) => listAnswers(db, params.id, query)),
  route(surveys.load, ({ db, params, body, viewer }) => loadAnswers(db, viewer, params.id, body)),
  route(surveys.ofCustomer, ({ db, params }) => answersOfCustomer(db, params.id)),
  route(surveyQuestions.list, ({ db }) => listQuestions(db)),
  route(surveyQuestions.add, ({ db, body, product }) => addQuestion(db, body, product.now())),
  rawRoute(surveyLinks.open, ({ product, params, request }) => openLink(product, params.token, request.ip)),
  rawRoute(surveyLinks.save, ({ product, params, body, request }) => saveLink(product, params.token, body, request.ip)),
  rawRoute(surveyLinks.answer, ({ product, params, body, request }) =>
    answerLink(product, params.token, body, request.ip),
  ),
]
