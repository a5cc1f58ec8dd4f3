import type { QueryOf } from '@rapport/contract/endpoint'
import { isScore, type ScoreKind, scales, scoreKinds } from '@rapport/contract/service/survey-flow'
import { type AskedQuestion, FEWEST, type Survey, type SurveyResults } from '@rapport/contract/service/survey-shapes'
import type { surveys } from '@rapport/contract/service/surveys'
import type { Db } from '@rapport/database/as-viewer'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { meanOf, scoreOf } from './score-figures.ts'
import { answersWhere, type SurveyScope } from './survey-filter.ts'
import { openSurvey, reached } from './survey-rows.ts'

type Scope = QueryOf<typeof surveys.results>

/** Everything that was answered, counted: of what is asked for, in sight. Fewer than ten anonymous answers are not told. */
export async function surveyResults(db: Db, id: string, scope: Scope): Promise<SurveyResults> {
  const survey = await openSurvey(db, id)
  const { asked, answered } = await rateOf(db, id, scope)
  const grouped = await scoresBy(db, id, scope)
  const answers = grouped.whole.answers
  const rate = { asked, answered, answers }
  if (survey.anonymous && answers < FEWEST)
    return { ...rate, hidden: answers > 0, scores: [], months: [], units: [], questions: [] }
  const given = kindsOf(grouped.whole)
  return {
    ...rate,
    hidden: false,
    scores: scoresOf(grouped.whole, given),
    months: grouped.months.map((one) => ({ month: one.key, scores: scoresOf(one, given) })),
    units: grouped.units.map((one) => ({
      unit: { id: one.key, name: one.name! },
      answers: one.answers,
      scores: scoresOf(one, given),
    })),
    questions: await questionsOf(db, survey, scope),
  }
}

/** Whom a link reached and who of them answered. */
async function rateOf(db: Db, id: string, { unit, segment, from, to }: SurveyScope) {
  const conditions = new Conditions('survey-results.rate')
    .add('', id, (survey) => `i.survey_id = ${survey}::uuid`)
    .addPiece('', 'i.live')
    .add('unit', unit, (unit) => `i.unit_id = ${unitsBelow(unit)}`)
    .add(
      'segment',
      segment,
      (segment) =>
        `i.customer_id = any (array(select m.customer_id from segment_memberships m where m.segment_id = ${segment}::uuid and m.left_on is null))`,
    )
    .add('from', from, (from) => `(i.asked_at at time zone 'Asia/Shanghai')::date >= ${from}::date`)
    .add('to', to, (to) => `(i.asked_at at time zone 'Asia/Shanghai')::date <= ${to}::date`)
  const [row] = await db.rows<{ asked: number; answered: number }>(
    conditions.name,
    `select count(*) filter (where ${reached} or i.answered)::int as asked, count(*) filter (where i.answered)::int as answered
     from survey_invitations i ${conditions.where}`,
    conditions.values,
  )
  return row!
}

interface Group {
  key: string
  name: string | null
  answers: number
  counts: Record<ScoreKind, Map<number, number>>
}

/** How many gave which score: of all, by month and by unit; one statement. */
async function scoresBy(db: Db, id: string, scope: SurveyScope) {
  const conditions = answersWhere(new Conditions('survey-results.scores'), id, scope)
  const rows = await db.rows<
    Record<ScoreKind, number | null> & { month: string; unit: string; name: string; n: number }
  >(
    conditions.name,
    `select to_char(r.answered_on, 'YYYY-MM') as month, r.unit_id as unit, u.name, r.csat, r.nps, r.ces, count(*)::int as n
     from survey_responses r join units u on u.id = r.unit_id ${conditions.where} group by 1, 2, 3, 4, 5, 6`,
    conditions.values,
  )
  const whole = emptyGroup('', null)
  const months = new Map<string, Group>()
  const units = new Map<string, Group>()
  for (const row of rows) {
    const month = months.get(row.month) ?? emptyGroup(row.month, null)
    const unit = units.get(row.unit) ?? emptyGroup(row.unit, row.name)
    months.set(row.month, month)
    units.set(row.unit, unit)
    for (const group of [whole, month, unit]) {
      group.answers += row.n
      for (const kind of scoreKinds) {
        const score = row[kind]
        if (score !== null) group.counts[kind].set(score, (group.counts[kind].get(score) ?? 0) + row.n)
      }
    }
  }
  return {
    whole,
    months: [...months.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
    units: [...units.values()].sort((a, b) => b.answers - a.answers || (a.name! < b.name! ? -1 : 1)),
  }
}
const emptyGroup = (key: string, name: string | null): Group => ({
  key,
  name,
  answers: 0,
  counts: { csat: new Map(), nps: new Map(), ces: new Map() },
})
const kindsOf = ({ counts }: Group) => scoreKinds.filter((kind) => counts[kind].size > 0)
const scoresOf = ({ counts }: Group, kinds: readonly ScoreKind[]) => kinds.map((kind) => scoreOf(kind, counts[kind]))

/** Of each question how often each answer was given. What a question says is as its latest version says it. */
async function questionsOf(db: Db, { id, versions }: Survey, scope: SurveyScope): Promise<SurveyResults['questions']> {
  const conditions = answersWhere(new Conditions('survey-results.questions'), id, scope)
  const rows = await db.rows<{ question: string; key: string; n: number; answered: number }>(
    conditions.name,
    `with a as materialized (
       select r.id, a.question, a.score, a.choices from survey_responses r
         cross join lateral jsonb_to_recordset(r.answers) a (question text, score int, choices jsonb) ${conditions.where})
     select a.question, c.key, count(*)::int as n, (select count(*)::int from a b where b.question = a.question) as answered
     from a cross join lateral (select a.score::text as key where a.score is not null
       union all select jsonb_array_elements_text(a.choices)
       union all select 'text' where a.score is null and jsonb_array_length(a.choices) = 0) c
     group by 1, 2`,
    conditions.values,
  )
  const latest = new Map<string, AskedQuestion>()
  for (const { questions } of versions)
    for (const question of questions) if (!latest.has(question.code)) latest.set(question.code, question)
  return [...latest.values()].flatMap((question) => {
    const own = rows.filter((row) => row.question === question.code)
    const { code, kind, text, textZh } = question
    const of = (key: string) => own.find((row) => row.key === key)?.n ?? 0
    const scored = new Map(own.flatMap(({ key, n }) => (isScore(kind) ? [[Number(key), n] as const] : [])))
    return [
      {
        code,
        kind,
        text,
        textZh,
        n: own[0]?.answered ?? 0,
        mean: isScore(kind) ? meanOf(scored) : null,
        counts: choicesOf(question).map((choice) => ({ ...choice, n: of(choice.key) })),
      },
    ]
  })
}

/** Every answer that there is to a question, in its order; of words none. */
function choicesOf({ kind, options }: AskedQuestion) {
  if (!isScore(kind)) return options.map(({ code, text, textZh }) => ({ key: code, text, textZh }))
  const [lowest, highest] = scales[kind]
  return Array.from({ length: highest - lowest + 1 }, (_, i) => {
    const key = String(lowest + i)
    return { key, text: key, textZh: key }
  })
}
