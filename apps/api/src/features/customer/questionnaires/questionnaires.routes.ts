import { questionnaires } from '@rapport/contract/customer/questionnaires'
import { route } from '#http/serve.ts'
import {
  askFrom,
  draftQuestionnaire,
  listQuestionnaires,
  openQuestionnaire,
  redraftQuestionnaire,
} from './questionnaires.ts'
import { readQuestions } from './read-questions.ts'

export const questionnairesRoutes = [
  route(questionnaires.list, ({ db, viewer }) => listQuestionnaires(db, viewer.described.today)),
  route(questionnaires.open, ({ db, params, viewer }) => openQuestionnaire(db, params.id, viewer.described.today)),
  route(questionnaires.draft, ({ db, body, viewer }) => draftQuestionnaire(db, body, viewer.described.today)),
  route(questionnaires.redraft, ({ db, params, version, body, viewer }) =>
    redraftQuestionnaire(db, params.id, version, body, viewer.described.today),
  ),
  route(questionnaires.goLive, ({ db, params, version, body, viewer }) =>
    askFrom(db, { id: params.id, version, ...body }, { viewerId: viewer.id, today: viewer.described.today }),
  ),
  route(questionnaires.read, async ({ body }) => readQuestions(body.content)),
]
