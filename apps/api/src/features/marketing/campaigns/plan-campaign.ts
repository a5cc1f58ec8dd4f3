import type { Campaign, CampaignDraft, WaveDraft } from '@rapport/contract/marketing/campaigns'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import {
  dropApproval,
  openBefore,
  submitApproval,
  tellDeciders,
} from '#features/administration/approvals/submit-approval.ts'
import { templateForPeople } from '#features/service/message-templates/message-templates.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { campaignAsked, campaignEffects } from './campaign-effects.ts'
import { holdCampaign, openCampaign } from './campaign-rows.ts'

async function refuseUnknownSegments(db: Db, { segmentId, excludedIds }: CampaignDraft) {
  const rows = await db.rows<{ id: string }>(
    'campaign-segments',
    'select id from segments where id = any ($1::uuid[]) and deleted_at is null',
    [[segmentId, ...excludedIds]],
  )
  const known = new Set(rows.map(({ id }) => id))
  if (!known.has(segmentId)) throw refusedField('segmentId', 'segment.none')
  if (excludedIds.some((id) => !known.has(id))) throw refusedField('excludedIds', 'segment.none')
}

/** A wave writes by approved words of its channel that are marketing, so that consent and caps hold, and that ask for nothing. */
async function refuseUnfitWords(db: Db, waves: readonly WaveDraft[]) {
  for (const [at, wave] of waves.entries()) {
    if (wave.channel === 'call') continue
    const { channel, templateId } = wave
    const field = `waves.${at}.templateId`
    const template = await templateForPeople(db, templateId).catch((error: unknown) => {
      throw error instanceof Refused ? refusedField(field, 'campaign.template-unfit') : error
    })
    if (template.channel !== channel || template.class !== 'MARKETING' || template.asks.length > 0)
      throw refusedField(field, 'campaign.template-unfit')
  }
}

const columns = 'name, name_zh, goal, segment_id, excluded_ids, holdout_percent, budget, starts_on, ends_on'
const values = `d->>'name', d->>'nameZh', d->'goal', (d->>'segmentId')::uuid,
  array(select jsonb_array_elements_text(d->'excludedIds')::uuid), (d->>'holdoutPercent')::int, (d->>'budget')::numeric,
  (d->>'startsOn')::date, (d->>'endsOn')::date`

const writeWaves = (db: Db, id: string, waves: readonly WaveDraft[]) =>
  db.rows(
    'campaign-waves',
    `insert into campaign_waves (id, campaign_id, position, channel, day, template_id, script, script_zh, contact_cost)
     select w.id, $1::uuid, w.at, w.channel, w.day, w."templateId", w.script, w."scriptZh", w."contactCost"
     from jsonb_to_recordset($2::jsonb) w (id uuid, at int, channel text, day int, "templateId" uuid, script text, "scriptZh" text,
       "contactCost" numeric)`,
    [id, JSON.stringify(waves.map((wave, at) => ({ ...wave, id: newId(), at: at + 1 })))],
  )

const DAY = 86_400_000
function refuseAfterEnd({ startsOn, endsOn, waves }: CampaignDraft) {
  const length = (Date.parse(endsOn) - Date.parse(startsOn)) / DAY
  const at = waves.findIndex(({ day }) => day > length)
  if (at >= 0) throw refusedField(`waves.${at}.day`, 'campaign.wave-after-end')
}

async function refuseUnfit({ db, viewer }: Doing, draft: CampaignDraft) {
  refuseAfterEnd(draft)
  if (draft.startsOn < viewer.described.today) throw refusedField('startsOn', 'campaign.past-day')
  await refuseUnknownSegments(db, draft)
  await refuseUnfitWords(db, draft.waves)
}

/** A new campaign as a draft, of the maker's unit. */
export async function draftCampaign(doing: Doing, draft: CampaignDraft): Promise<Campaign> {
  const { db, viewer } = doing
  await refuseUnfit(doing, draft)
  const id = newId()
  await db.rows(
    'campaign-draft',
    `insert into campaigns (id, unit_id, made_by, ${columns}) select $1::uuid, $2::uuid, viewer_id(), ${values} from (select $3::jsonb as d) s`,
    [id, viewer.described.unit.id, JSON.stringify(draft)],
  )
  await writeWaves(db, id, draft.waves)
  return openCampaign(db, id)
}

/** A draft of one's own: 403 for somebody else's, 409 for what is no draft any more. */
async function holdDraft(db: Db, id: string, version: number) {
  const { state, mine } = await holdCampaign(db, id, version)
  if (!mine) throw new Refused(403, 'campaign.not-yours')
  if (state !== 'draft') throw new Refused(409, 'campaign.no-draft')
}

/** Changes a draft of one's own. */
export async function editCampaign(doing: Doing, id: string, version: number, draft: CampaignDraft): Promise<Campaign> {
  const { db } = doing
  await holdDraft(db, id, version)
  await refuseUnfit(doing, draft)
  await db.rows('campaign-waves-gone', 'delete from campaign_waves where campaign_id = $1::uuid', [id])
  await db.rows(
    'campaign-edit',
    `update campaigns set (${columns}) = (select ${values} from (select $2::jsonb as d) s) where id = $1::uuid`,
    [id, JSON.stringify(draft)],
  )
  await writeWaves(db, id, draft.waves)
  return openCampaign(db, id)
}

/** A draft of one's own goes to a second person: 422 where it is for nobody, costs more than its budget, or would have begun. */
export async function submitCampaign(doing: Doing, id: string, version: number): Promise<Campaign> {
  const { db, viewer } = doing
  const before = await openBefore(doing, 'campaign', id)
  await holdDraft(db, id, version)
  const { startsOn, reach, budget } = await openCampaign(db, id)
  if (startsOn < viewer.described.today) throw refusedField('startsOn', 'campaign.past-day')
  if (reach.members === 0) throw new Refused(422, 'campaign.nobody')
  await refuseOverBudget(db, reach.cost, budget)
  await db.rows('campaign-submit', `update campaigns set state = 'waiting' where id = $1::uuid`, [id])
  const subject = (await campaignAsked(db, id))!
  const asked = await submitApproval(doing, { kind: 'campaign', subjectId: id, subject, before })
  if (asked.state === 'approved') await campaignEffects.approved(doing, id, null, null)
  else await tellDeciders(doing, asked.id)
  return openCampaign(db, id)
}

async function refuseOverBudget(db: Db, cost: string, budget: string) {
  const [over] = await db.rows<{ is: boolean }>('campaign-over-budget', 'select $1::numeric > $2::numeric as is', [
    cost,
    budget,
  ])
  if (over!.is) throw refusedField('budget', 'campaign.over-budget')
}

/** Cancels a campaign for good; what waits for approval, and what has not left, goes with it. 409 where it is over already. */
export async function cancelCampaign(doing: Doing, id: string, version: number, reason: string): Promise<Campaign> {
  const { db, viewer, now } = doing
  const { state } = await holdCampaign(db, id, version)
  if (state === 'cancelled' || state === 'ended') throw new Refused(409, 'campaign.over')
  if (state === 'waiting') await dropApproval(doing, 'campaign', id)
  await db.because(reason)
  await db.rows(
    'campaign-cancel',
    `update campaigns set state = 'cancelled', cancelled_by = $2::uuid, cancelled_at = $3::timestamptz, cancel_reason = $4 where id = $1::uuid`,
    [id, viewer.id, now, reason],
  )
  return openCampaign(db, id)
}
