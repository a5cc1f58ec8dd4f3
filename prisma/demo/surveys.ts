import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const definition = {
  languages: ['zh-CN', 'en'],
  intro: 'Three questions, one minute.',
  introZh: '三个问题，约一分钟。',
  thanks: 'Thank you. Your answers help us to serve you better.',
  thanksZh: '感谢您的反馈，我们会据此改进服务。',
  quotas: [],
}
/** What customers wrote, from the discontent to the content. */
const words = [
  '办理销户等了三天，电话一直没人接。',
  '佣金和当初说的不一样，希望解释清楚。',
  '排队时间长，系统有时卡顿。',
  '整体还可以，投顾建议可以更及时。',
  '客户经理很专业，回复及时。',
  '服务周到，会推荐给朋友。',
]

/** The message by which surveys are sent. */
const template = {
  code: 'survey',
  channel: 'sms',
  class: 'SERVICE',
  urgent: false,
  name: 'Survey',
  nameZh: '客户调查邀请',
  body: 'Dear {salutation}, how do we serve you? Three questions, one minute: {link}',
  bodyZh: '{salutation}您好，诚邀您评价我们的服务，约一分钟：{link}',
}

/**
 * A satisfaction survey that has been live for six months: some of the customers were asked each month, about half of them answered,
 * slowly better as time went on. Low scores are tasks; those of the last days are still to be done. And a draft that is not out yet.
 */
export async function writeSurveys(db: Db, of: { today: string; maker: string; approver: string }) {
  const { today, maker, approver } = of
  const at = (days: number) => new Date(Date.parse(`${today}T01:00:00Z`) - days * 86_400_000)
  const approved = {
    number: 1,
    state: 'approved',
    madeBy: maker,
    approvedBy: approver,
    madeAt: at(200),
    approvedAt: at(199),
  }
  await db.messageTemplate.create({ data: { ...template, ...approved, id: newId() } })
  const bank = await db.surveyQuestion.findMany()
  const item = (code: string, more: object = {}) => ({
    questionId: bank.find((question) => question.code === code)!.id,
    required: true,
    jumps: [],
    ...more,
  })
  const promoters = { when: { is: 'score', from: 9, to: 10 }, to: 'end' }
  const items = [item('csat'), item('nps', { jumps: [promoters] }), item('reason', { required: false })]
  const [surveyId, versionId, draftId] = [newId(), newId(), newId()]
  const survey = {
    id: surveyId,
    name: 'Service satisfaction',
    nameZh: '服务满意度调查',
    anonymous: false,
    state: 'live',
  }
  const anonymous = { id: draftId, name: 'Opinion of the app', nameZh: '应用体验匿名调查', anonymous: true }
  await db.survey.createMany({
    data: [
      { ...survey, createdAt: at(185), createdBy: maker },
      { ...anonymous, createdAt: at(4), createdBy: maker },
    ],
  })
  const made = { number: 1, madeBy: maker }
  const appItems = [item('ces'), item('topics'), item('wish', { required: false })]
  await db.surveyVersion.createMany({
    data: [
      {
        ...made,
        id: versionId,
        surveyId,
        state: 'live',
        definition: { ...definition, items },
        madeAt: at(185),
        liveAt: at(180),
      },
      { ...made, id: newId(), surveyId: draftId, definition: { ...definition, items: appItems }, madeAt: at(4) },
    ],
  })
  await writeAnswers(db, { today, maker, surveyId, versionId })
}

/** Whom chance asks and what they answer comes from the hash of their number, so that the same firm has the same answers. */
async function writeAnswers(
  db: Db,
  { today, maker, surveyId, versionId }: { today: string; maker: string; surveyId: string; versionId: string },
) {
  await db.connection.query(
    `with asked as (
       select uuid_v7() as id, uuid_v7() as response, c.id as customer, c.unit_id, c.owner_id, m.n as month, h.h,
         (($1::date - m.n * 30 - (h.h % 26)::int - 2) + time '10:00') at time zone 'Asia/Shanghai' as at
       from customers c cross join generate_series(0, 5) m (n) cross join lateral (select abs(hashtext(c.customer_no || 'survey' || m.n)) as h) h
       where c.lifecycle <> 'closed' and c.deleted_at is null and abs(hashtext(c.customer_no || 'month')) % 6 = m.n
         and h.h % greatest(1, (select count(*) from customers) / 900) = 0),
     judged as (
       select a.*, h % 100 < 48 as answers, (h / 100) % 100 + (5 - month) * 2 as mood, a.at + interval '5 hours' + (h % 40) * interval '1 hour' as told from asked a),
     scored as (
       select j.*, case when mood < 8 then 1 when mood < 16 then 2 when mood < 32 then 3 when mood < 72 then 4 else 5 end as csat,
         case when mood < 26 then mood / 4 when mood < 58 then 7 + mood % 2 else 9 + mood % 2 end as nps,
         case when h % 3 > 0 then ($4::text[])[least(6, 1 + mood / 18)] end as said
       from judged j),
     invited as (
       insert into survey_invitations (id, survey_id, version_id, customer_id, unit_id, cause, token_hash, asked_at, asked_by, expires_at, answered, age_group)
       select id, $2::uuid, $3::uuid, customer, unit_id, 'hand', 'demo ' || id, at, $5::uuid, at + interval '30 days', answers and told < $1::date, 'unknown' from scored returning id),
     answered as (
       insert into survey_responses (id, survey_id, version_id, invitation_id, customer_id, unit_id, source, answered_on, answered_at, language, answers,
         words, nps, csat)
       select response, $2::uuid, $3::uuid, id, customer, unit_id, 'link', (told at time zone 'Asia/Shanghai')::date, told, 'zh-CN',
         jsonb_build_array(jsonb_build_object('question', 'csat', 'score', csat, 'choices', '[]'::jsonb, 'text', null),
           jsonb_build_object('question', 'nps', 'score', nps, 'choices', '[]'::jsonb, 'text', null))
           || case when said is not null and nps < 9 then jsonb_build_array(jsonb_build_object('question', 'reason', 'score', null,
              'choices', '[]'::jsonb, 'text', said)) else '[]' end,
         case when nps < 9 then coalesce(said, '') else '' end, nps, csat
       from scored where answers and told < $1::date returning id)
     insert into tasks (id, kind, about_id, code, title, title_zh, details, details_zh, customer_id, unit_id, necessity, priority, channel, state, open, assignee_id,
       done_at, done_by, outcome, attempts, occurred_on, due_at, created_at)
     select uuid_v7(), 'survey', response, 'M29', 'Low score in a survey', '调查低分',
       'Service satisfaction: CSAT ' || csat || '/5, NPS ' || nps || '/10' || coalesce(chr(10) || said, ''),
       '服务满意度调查：CSAT ' || csat || '/5，NPS ' || nps || '/10' || coalesce(chr(10) || said, ''),
       customer, unit_id, 'must', 2, 'phone', case when over then 'done' when owner_id is null then 'waiting' else 'assigned' end, not over, owner_id,
       case when over then told + interval '20 hours' end, case when over then owner_id end, case when over then 'handled' end,
       case when over then 1 else 0 end, (told at time zone 'Asia/Shanghai')::date, told + interval '1 day', told
     from scored cross join lateral (select told < $1::date - 4 and owner_id is not null as over) o
     where answers and told < $1::date and (csat <= 2 or nps <= 6)`,
    [today, surveyId, versionId, words, maker],
  )
}
