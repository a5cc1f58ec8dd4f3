import type { SurveyQuestion } from '@rapport/contract/service/survey-questions'
import type {
  AskedQuestion,
  Survey,
  SurveyDefinition,
  SurveyRow,
  SurveyVersion,
} from '@rapport/contract/service/survey-shapes'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { questionsWith } from './survey-questions.ts'

/** What a link reached: it was handed over, or its message left. */
export const reached = `(i.message_id is null or exists (select from outbound_messages m where m.id = i.message_id and m.sent_at is not null))`

const columns = `s.id, s.name, s.name_zh as "nameZh", s.anonymous, s.state, s.created_at as "createdAt",
  (select a.name from users a where a.id = s.created_by) as "createdBy", i.asked, i.answered, r.answers`
const counted = `cross join lateral (select count(*) filter (where ${reached})::int as asked, count(*) filter (where i.answered)::int as answered
    from survey_invitations i where i.survey_id = s.id and i.live) i
  cross join lateral (select count(*)::int as answers from survey_responses r where r.survey_id = s.id and r.live) r`

/** Every survey with how many were asked and answered in sight, the latest first. */
export const listSurveys = async (db: Db) => ({
  items: await db.rows<SurveyRow>(
    'surveys',
    `select ${columns} from surveys s ${counted} order by s.created_at desc, s.id desc`,
    [],
  ),
})

/** The questions of a version as they are asked, in their order. Each item's question is in `bank`. */
export function askedOf({ items }: Pick<SurveyDefinition, 'items'>, bank: readonly SurveyQuestion[]): AskedQuestion[] {
  const by = new Map(bank.map((question) => [question.id, question]))
  return items.flatMap(({ questionId, required, jumps }) => {
    const question = by.get(questionId)
    if (!question) return []
    const { code, kind, text, textZh, options } = question
    return [{ code, kind, text, textZh, options, required, jumps }]
  })
}

/** A survey with its versions, the latest first. 404 for none. */
export async function openSurvey(db: Db, id: string): Promise<Survey> {
  const [row] = await db.rows<SurveyRow & Pick<Survey, 'afterContacts'>>(
    'survey',
    `select ${columns}, s.after_contacts - 'since' as "afterContacts" from surveys s ${counted} where s.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  const versions = await db.rows<Omit<SurveyVersion, 'questions'>>(
    'survey.versions',
    `select v.id, v.number, v.state, v.definition, v.made_at as "madeAt", v.live_at as "liveAt",
       (select a.name from users a where a.id = v.made_by) as "madeBy"
     from survey_versions v where v.survey_id = $1::uuid order by v.number desc`,
    [id],
  )
  const ids = versions.flatMap(({ definition }) => definition.items.map(({ questionId }) => questionId))
  const bank = await questionsWith(db, [...new Set(ids)])
  return { ...row, versions: versions.map((one) => ({ ...one, questions: askedOf(one.definition, bank) })) }
}

/** The version that is asked now; 409 where none is. */
export function liveVersion({ versions, state }: Survey): SurveyVersion {
  const live = versions.find((version) => version.state === 'live')
  if (state !== 'live' || !live) throw new Refused(409, 'survey.not-live')
  return live
}
