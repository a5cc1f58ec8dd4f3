import type { BodyOf } from '@rapport/contract/endpoint'
import type { SurveySending } from '@rapport/contract/service/survey-shapes'
import type { surveys } from '@rapport/contract/service/surveys'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { openSegment } from '#features/analytics/segments/segments.ts'
import { drawKey } from '#features/service/call-backs/draw-sample.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import type { Product } from '#product.ts'
import { askedLately, inviteByMessage } from './invite.ts'
import { liveVersion, openSurvey, reached } from './survey-rows.ts'
import { surveyTemplate } from './survey-template.ts'

const select = `select s.id, s.segment_id as "segmentId", g.name as segment, t.name_zh as template, s.language, s.seed, s.size, s.population,
  s.excluded, s.drawn, coalesce(n.sent, 0) as sent, coalesce(n.answered, 0) as answered, a.name as "askedBy", s.asked_at as "askedAt"
  from survey_sendings s join message_templates t on t.id = s.template_id join users a on a.id = s.asked_by
  left join segments g on g.id = s.segment_id
  left join lateral (select count(*) filter (where ${reached})::int as sent, count(*) filter (where i.answered)::int as answered
    from survey_invitations i where i.sending_id = s.id) n on true`

/** To which segments a survey was sent, in sight, the latest first. */
export async function listSendings(db: Db, surveyId: string) {
  await openSurvey(db, surveyId)
  const items = await db.rows<SurveySending>(
    'survey-sendings',
    `${select} where s.survey_id = $1::uuid order by s.asked_at desc, s.id desc limit 100`,
    [surveyId],
  )
  return { items }
}

/**
 * Asks a random sample of a segment's present members in sight, each by a message of their own. Not asked are who wants no contact,
 * who is closed, and who was asked within thirty days. 422 where nobody is left.
 */
export async function sendSurvey(
  db: Db,
  { seal, now: clock, channels }: Product,
  viewer: SignedIn,
  surveyId: string,
  { segmentId, templateId, language, seed, size }: BodyOf<typeof surveys.send>,
) {
  const version = liveVersion(await openSurvey(db, surveyId))
  const { today, unit } = viewer.described
  await openSegment(db, segmentId, today)
  const template = await surveyTemplate(db, templateId)
  if (!channels.includes(template.channel)) throw new Refused(422, 'message.no-channel')
  const now = clock()
  // Two who send at once would ask the same customers twice.
  await db.rows('survey-sending.one-at-a-time', `select pg_advisory_xact_lock(hashtext('surveys.asking'))`, [])
  const members = await db.rows<{ id: string; stopped: boolean; asked: boolean; closed: boolean }>(
    'survey-sending.members',
    `select c.id, c.lifecycle = 'closed' as closed, ${askedLately('$2')} as asked,
       exists (select from contact_stops s where s.customer_id = c.id and s.ended_at is null) as stopped
     from segment_memberships m join customers c on c.id = m.customer_id
     where m.segment_id = $1::uuid and m.left_on is null and c.deleted_at is null`,
    [segmentId, now],
  )
  const free = members.filter(({ stopped, asked, closed }) => !stopped && !asked && !closed)
  if (free.length === 0) throw new Refused(422, 'survey.nobody')
  const excluded = {
    stopped: members.filter(({ stopped }) => stopped).length,
    asked: members.filter(({ asked, stopped }) => asked && !stopped).length,
    closed: members.filter(({ closed, asked, stopped }) => closed && !asked && !stopped).length,
  }
  const drawn = free
    .map((one) => ({ ...one, key: drawKey(seed, one.id) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, size)
  const id = newId()
  await db.rows(
    'survey-sending.add',
    `insert into survey_sendings (id, survey_id, segment_id, template_id, unit_id, language, seed, size, population, drawn, excluded, asked_by, asked_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7, $8, $9, $10, $11::jsonb, viewer_id(), $12::timestamptz)`,
    [
      id,
      surveyId,
      segmentId,
      template.id,
      unit.id,
      language,
      seed,
      size,
      members.length,
      drawn.length,
      JSON.stringify(excluded),
      now,
    ],
  )
  const asking = { surveyId, versionId: version.id, sendingId: id, now, today }
  const causes = drawn.map((one) => ({ customerId: one.id, cause: 'segment' as const, causeId: null }))
  await inviteByMessage(db, asking, { template, language, seal }, causes)
  const [sending] = await db.rows<SurveySending>('survey-sending', `${select} where s.id = $1::uuid`, [id])
  return sending!
}
