import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import type { Random } from './random.ts'

const partners = [
  ['bank-jiangnan', 'Jiangnan Commercial Bank, Lujiazui', '江南商业银行陆家嘴支行', '周经理'],
  ['accountants-huaxin', 'Huaxin Accountants', '华信会计师事务所', '吴合伙人'],
  ['study-club', 'Investors’ Study Club', '投资者读书会', '郑会长'],
] as const
const interests = ['account', 'stocks', 'funds', 'bonds', 'margin', 'options', 'wealth', 'research'] as const
const steps = [
  '电话了解需求',
  '发送开户指引',
  '约到营业部面谈',
  '介绍基金定投',
  '确认开户材料',
  '邀请参加投教活动',
] as const

interface Entered {
  id: string
  owned: boolean
}

/** Partners, and for each prospect where it came from, what it wants and how it stands; some were lost. */
export async function writeProspects(db: Db, seal: Seal, random: Random, today: string) {
  for (const [code, name, nameZh, contactName] of partners) {
    const id = newId()
    const contactSealed = seal.close(`021-6${random.digits(7)}`, `prospect_channels.contact.${id}`)
    await db.prospectChannel.create({ data: { id, code, kind: 'partner', name, nameZh, contactName, contactSealed } })
  }
  await db.rows(
    'demo.prospect-page',
    `update prospect_channels set form_unit_id = (select id from units where kind = 'branch' order by code limit 1) where code = 'web'`,
    [],
  )
  const ways = {
    branch: 22,
    referral: 26,
    phone: 18,
    event: 14,
    web: 20,
    other: 4,
    'bank-jiangnan': 16,
    'accountants-huaxin': 6,
    'study-club': 8,
  }
  const found = await db.rows<Entered>(
    'demo.prospects',
    'select id, owner_id is not null as owned from prospects order by created_at, id',
    [],
  )
  const rows = found.map(({ id, owned }) => {
    const state = random.weighted(
      owned ? { new: 30, contacted: 34, qualified: 24, lost: 12 } : { new: 80, contacted: 20 },
    )
    const runs = state !== 'lost'
    return {
      id,
      state,
      way: random.weighted(ways),
      interests: interests.filter(() => random.chance(0.28)),
      assets: random.chance(0.7) ? random.whole(2, 300) * 10_000 : null,
      held: random.whole(0, 27),
      followed: state === 'new' ? null : random.whole(0, 20),
      step: runs && owned && random.chance(0.85) ? random.pick(steps) : null,
      ahead: random.whole(-4, 14),
      reason: runs ? null : random.weighted({ 'not-interested': 5, competitor: 3, unreachable: 3, other: 1 }),
    }
  })
  await db.rows(
    'demo.prospects-write',
    `update prospects p set state = r.state, channel_id = h.id, interests = r.interests, expected_assets = r.assets,
       claimed_on = case when p.owner_id is not null then $2::date - r.held end,
       protected_until = case when p.owner_id is not null then $2::date - r.held + 30 end, followed_on = $2::date - r.followed,
       next_step = r.step, next_step_on = case when r.step is not null then $2::date + r.ahead end, lost_reason = r.reason,
       closed_at = case when r.reason is not null then $2::date - 1 end
     from jsonb_to_recordset($1::jsonb) as r (id uuid, state text, way text, interests text[], assets numeric, held int, followed int,
       step text, ahead int, reason text) join prospect_channels h on h.code = r.way
     where p.id = r.id`,
    [JSON.stringify(rows), today],
  )
}
