import type { QueryOf } from '@rapport/contract/endpoint'
import type { LinkAnswer } from '@rapport/contract/service/survey-links'
import { FEWEST, type SurveyAnswer } from '@rapport/contract/service/survey-shapes'
import type { surveys } from '@rapport/contract/service/surveys'
import { id as uuid } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { answersWhere } from './survey-filter.ts'
import { openSurvey } from './survey-rows.ts'

type Row = Omit<SurveyAnswer, 'answers'> & { surveyId: string; versionId: string; answers: LinkAnswer[] }

const columns = `r.id, r.survey_id as "surveyId", r.version_id as "versionId",
  json_build_object('id', s.id, 'name', s.name, 'nameZh', s.name_zh) as survey,
  case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) end as customer,
  json_build_object('id', u.id, 'name', u.name) as unit, r.answered_on::text as "answeredOn", r.topic, r.nps, r.csat, r.ces, r.answers,
  (select t.id from tasks t where t.kind = 'survey' and t.about_id = r.id limit 1) as "taskId"`
const joins = `join surveys s on s.id = r.survey_id join units u on u.id = r.unit_id left join customers c on c.id = r.customer_id`

/** Answers with the words of the questions as they were asked. */
async function withWords(db: Db, rows: readonly Row[]): Promise<SurveyAnswer[]> {
  const asked = new Map<string, Awaited<ReturnType<typeof openSurvey>>>()
  for (const id of new Set(rows.map(({ surveyId }) => surveyId))) asked.set(id, await openSurvey(db, id))
  return rows.map(({ surveyId, versionId, answers, ...row }) => {
    const questions = asked.get(surveyId)!.versions.find(({ id }) => id === versionId)?.questions ?? []
    return {
      ...row,
      answers: answers.flatMap(({ question, score, choices, text }) => {
        const of = questions.find(({ code }) => code === question)
        if (!of) return []
        const chosen = of.options.filter(({ code }) => choices.includes(code))
        return [{ question, text: of.text, textZh: of.textZh, score, choices: chosen, words: text }]
      }),
    }
  })
}

/** One page of answers, the latest first. Of an anonymous survey nothing before there are ten under the same filter. */
export async function listAnswers(db: Db, id: string, { q, after, limit, ...scope }: QueryOf<typeof surveys.answers>) {
  const { anonymous } = await openSurvey(db, id)
  const conditions = answersWhere(new Conditions('survey-answers'), id, scope)
  const among = conditions.where
  conditions.add('q', q, (q) => `strpos(lower(r.words), lower(${q})) > 0`)
  const counted = conditions.where
  const place = placeOf('survey-answers', after, [z.iso.date(), uuid])
  if (place)
    conditions.addPiece(
      'after',
      `(r.answered_on, r.id) < (${conditions.value(place[0])}::date, ${conditions.value(place[1])}::uuid)`,
    )
  const rows = await db.rows<Row & { total: number; among: number }>(
    conditions.name,
    `select p.*, n.total, k.among from (select count(*)::int as total from survey_responses r ${counted}) n
       cross join (select count(*)::int as among from survey_responses r ${among}) k
       left join (select ${columns} from (select r.* from survey_responses r ${conditions.where}
         order by r.answered_on desc, r.id desc limit ${conditions.value(limit + 1)}::int) r ${joins}) p on true
     order by p."answeredOn" desc, p.id desc`,
    conditions.values,
  )
  if (anonymous && (rows[0]?.among ?? 0) < FEWEST) return { items: [], total: 0, next: null }
  const found = rows.filter((row) => row.id !== null)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: await withWords(
      db,
      found.slice(0, limit).map(({ total: _, among: __, ...row }) => row),
    ),
    total: rows[0]?.total ?? 0,
    next: last ? cursorAt('survey-answers', [last.answeredOn, last.id]) : null,
  }
}

/** What a customer answered under their name, the latest first. 404 out of sight. */
export async function answersOfCustomer(db: Db, customerId: string) {
  await seeCustomer(db, customerId)
  const rows = await db.rows<Row>(
    'survey-answers.of-customer',
    `select ${columns} from survey_responses r ${joins} where r.customer_id = $1::uuid order by r.answered_on desc, r.id desc limit 100`,
    [customerId],
  )
  return { items: await withWords(db, rows) }
}
