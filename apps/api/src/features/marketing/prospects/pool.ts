import type { QueryOf } from '@rapport/contract/endpoint'
import type { PooledProspect, Prospect, ProspectPool, prospects } from '@rapport/contract/marketing/prospects'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'
import { channelJson, isOpen, moneyText, openProspect } from './prospect-rows.ts'

/** What waits in the pools that the viewer may claim from, the oldest first; and how many they hold of how many they may. */
export async function listPool(
  db: Db,
  { after, limit }: QueryOf<typeof prospects.pool>,
  today: string,
): Promise<ProspectPool> {
  const place = placeOf('prospect-pool', after, [z.iso.datetime(), id])
  const rows = await db.rows<PooledProspect>(
    'prospect-pool',
    `select p.id, json_build_object('id', n.id, 'name', n.name) as unit, ${channelJson}, p.name, p.kind, p.interests,
       ${moneyText('p.expected_assets')} as "expectedAssets", p.created_at as "createdAt"
     from prospect_pool() p join units n on n.id = p.unit_id join prospect_channels h on h.id = p.channel_id
     where $1::timestamptz is null or (p.created_at, p.id) > ($1::timestamptz, $2::uuid)
     order by p.created_at, p.id limit $3::int`,
    [place?.[0] ?? null, place?.[1] ?? null, limit + 1],
  )
  const [counts] = await db.rows<{ total: number; held: number; cap: number }>(
    'prospect-pool.counts',
    `select (select count(*)::int from prospect_pool()) as total, r.cap,
       (select count(*)::int from prospects p where p.owner_id = viewer_id() and p.live and ${isOpen('p')}) as held
     from users u cross join lateral prospect_rules_of(u.unit_id, $1::date) r where u.id = viewer_id()`,
    [today],
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    next: last ? cursorAt('prospect-pool', [last.createdAt, last.id]) : null,
    ...counts!,
  }
}

/** Takes a prospect from the pool; 409 when it is gone or the viewer holds as many as they may. */
export async function claimProspect(db: Db, prospectId: string): Promise<Prospect> {
  const [row] = await db.rows<{ said: string }>('prospect.claim', 'select claim_prospect($1::uuid) as said', [
    prospectId,
  ])
  if (row!.said !== 'claimed') throw new Refused(409, `prospect.${row!.said as 'full' | 'gone'}`)
  return openProspect(db, prospectId)
}

/** Gives a prospect in sight back to its pool; 409 for others than the owner while it is protected, 403 for who neither owns nor leads. */
export async function releaseProspect(db: Db, id: string, reason: string): Promise<Record<string, never>> {
  const before = await openProspect(db, id)
  const [row] = await db.rows<{ said: string }>('prospect.release', 'select release_prospect($1::uuid, $2) as said', [
    id,
    reason,
  ])
  if (row!.said === 'protected') throw new Refused(409, 'prospect.protected')
  if (row!.said === 'gone') throw new Refused(409, before.owner === null ? 'prospect.pooled' : 'prospect.not-yours')
  return {}
}
