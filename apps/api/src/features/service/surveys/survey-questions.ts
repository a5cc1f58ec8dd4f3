import type { BodyOf } from '@rapport/contract/endpoint'
import type { SurveyQuestion, surveyQuestions } from '@rapport/contract/service/survey-questions'
import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'

const columns = `q.id, q.code, q.version, q.kind, q.text, q.text_zh as "textZh", q.options, q.created_at as "createdAt",
  (select a.name from users a where a.id = q.created_by) as "createdBy"`

/** The bank: every version of every question, by code, the latest first. */
export const listQuestions = async (db: Db) => ({
  items: await db.rows<SurveyQuestion>(
    'survey-questions',
    `select ${columns} from survey_questions q order by q.code, q.version desc`,
    [],
  ),
})

/** The questions with these ids, in whatever order. */
export const questionsWith = (db: Db, ids: readonly string[]) =>
  db.rows<SurveyQuestion>(
    'survey-questions.with',
    `select ${columns} from survey_questions q where q.id = any ($1::uuid[])`,
    [ids],
  )

/** A question, or its next version. Its kind never changes: figures of years would mean something else. */
export async function addQuestion(db: Db, draft: BodyOf<typeof surveyQuestions.add>, now: Date) {
  const [known] = await db.rows<{ kind: string }>(
    'survey-question.known',
    'select kind from survey_questions where code = $1 limit 1',
    [draft.code],
  )
  if (known && known.kind !== draft.kind) throw refusedField('kind', 'survey.kind')
  const [added] = await db.rows<SurveyQuestion>(
    'survey-question.add',
    `insert into survey_questions as q (id, code, version, kind, text, text_zh, options, created_at, created_by)
     select uuid_v7(), $1, 1 + coalesce(max(version), 0), $2, $3, $4, $5::jsonb, $6::timestamptz, viewer_id()
     from survey_questions where code = $1 returning ${columns}`,
    [draft.code, draft.kind, draft.text, draft.textZh, JSON.stringify(draft.options), now],
  )
  return added!
}
