import type { SurveyDefinition } from '@rapport/contract/service/survey-shapes'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { tokenHash } from './link-token.ts'

/** An invitation as its link finds it. */
export interface Link {
  id: string
  surveyId: string
  versionId: string
  customerId: string
  unitId: string
  live: boolean
  expiresAt: string
  answered: boolean
  answerKeyHash: string | null
  draftSealed: string | null
  name: string
  nameZh: string
  anonymous: boolean
  state: 'draft' | 'live' | 'closed'
  definition: SurveyDefinition
  regionId: string | null
  tier: string | null
  ageGroup: string | null
}

/** The invitation of a link, held against others who use it at the same moment where something is to be written. 404 for none. */
export async function findLink(db: Db, token: string, hold: boolean): Promise<Link> {
  const [link] = await db.rows<Link>(
    `survey-link${hold ? '.hold' : ''}`,
    `select i.id, i.survey_id as "surveyId", i.version_id as "versionId", i.customer_id as "customerId", i.unit_id as "unitId", i.live,
       i.expires_at as "expiresAt", i.answered, i.answer_key_hash as "answerKeyHash", i.draft_sealed as "draftSealed", s.name, s.name_zh as "nameZh", s.anonymous, s.state,
       v.definition, i.region_id as "regionId", i.tier, i.age_group as "ageGroup"
     from survey_invitations i join surveys s on s.id = i.survey_id join survey_versions v on v.id = i.version_id
     where i.token_hash = $1 ${hold ? 'for no key update of i' : ''}`,
    [tokenHash(token)],
  )
  if (!link) throw new Refused(404, 'not-found')
  return link
}

const keyOf = { region: 'regionId', tier: 'tier', age: 'ageGroup' } as const
const columnOf = { region: 'region_id::text', tier: 'tier', age: 'age_group' } as const

/** Whether a quota in which this customer would be counted has all the answers that it takes. */
export async function isFull(db: Db, link: Link): Promise<boolean> {
  for (const { by, key, most } of link.definition.quotas) {
    if (link[keyOf[by]] !== key) continue
    const [{ n }] = (await db.rows<{ n: number }>(
      `survey-quota.${by}`,
      `select count(*)::int as n from survey_invitations where survey_id = $1::uuid and answered and ${columnOf[by]} = $2`,
      [link.surveyId, key],
    )) as [{ n: number }]
    if (n >= most) return true
  }
  return false
}

/** How it stands with a link at this moment. */
export async function linkState(db: Db, link: Link, now: Date) {
  if (link.answered) return 'answered'
  if (link.state !== 'live' || !link.live) return 'closed'
  if (new Date(link.expiresAt) <= now) return 'expired'
  return (await isFull(db, link)) ? 'full' : 'open'
}
