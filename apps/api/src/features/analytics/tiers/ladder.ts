import { tierCodes } from '@rapport/contract/analytics/tier-codes'
import type { TierInRow, TierLadder, tiers } from '@rapport/contract/analytics/tiers'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { refusedField, stale } from '#http/refused.ts'
import type { Ask } from '#http/serve.ts'
import { lastMonth, tierFlows } from './tier-flows.ts'
import { tierJoins, tierOf } from './tier-sql.ts'

/** The thresholds in force, with who of those in sight is where now and how many moved in the last whole month. */
export async function readLadder(db: Db, today: string): Promise<TierLadder> {
  const month = lastMonth(today)
  const [ladder] = await db.rows<Omit<TierLadder, 'items' | 'without' | 'month'>>(
    'tier-ladder',
    `select l.version, l.from_day::text as "fromDay", l.reason, ${utc('l.changed_at')} as "changedAt", l.applied_at is not null as applied,
       case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as "changedBy"
     from tier_ladders l left join users u on u.id = l.changed_by order by l.version desc limit 1`,
    [],
  )
  const steps = await db.rows<Pick<TierInRow, 'code' | 'name' | 'nameZh' | 'floor'>>(
    'tiers',
    `select code, name, name_zh as "nameZh", trim_scale(floor)::text as floor from tiers where ladder_version = $1::int order by position`,
    [ladder!.version],
  )
  const counted = await db.rows<{ tier: string | null; customers: number; assets: string | null }>(
    'tier-counts',
    `select p.tier, count(*) as customers,
       case when bool_or(i.customer_id is not null and i.assets is null) then null else coalesce(sum(i.assets), 0) end::text as assets
     from (select c.id, ${tierOf('now')} as tier from customers c ${tierJoins('now', 'c.id', '$1::date')} where c.deleted_at is null) p
     left join warehouse.customer_indicators i on i.customer_id = p.id group by 1`,
    [today],
  )
  const places = new Map(tierCodes.map((code, place) => [code as string, place]))
  const moves = (await tierFlows(db, {}, today)).items.filter(({ from, to }) => from !== null && to !== null)
  const moving = (code: string, up: boolean) =>
    moves
      .filter(({ from, to }) => to === code && from !== to && places.get(from!)! < places.get(to!)! === up)
      .reduce((sum, { customers }) => sum + customers, 0)
  return {
    ...ladder!,
    month,
    items: steps.map((step) => {
      const here = counted.find(({ tier }) => tier === step.code)
      return {
        ...step,
        customers: here?.customers ?? 0,
        assets: here ? here.assets : '0',
        rose: moving(step.code, true),
        fell: moving(step.code, false),
      }
    }),
    without: counted.find(({ tier }) => tier === null)?.customers ?? 0,
  }
}

/**
 * New thresholds from today on, as a version of their own: what held before stays told. 412 where somebody changed them in
 * between; 422 where the lowest does not begin at 0, or the tiers do not rise.
 */
export async function changeLadder(db: Db, viewer: Ask['viewer'], version: number, draft: BodyOf<typeof tiers.change>) {
  const today = viewer.described.today
  const places = draft.tiers.map(({ code }) => tierCodes.indexOf(code))
  if (places.some((place, i) => i > 0 && place <= places[i - 1]!)) throw refusedField('tiers', 'tier.order')
  if (Number(draft.tiers[0]!.floor) !== 0) throw refusedField('tiers', 'tier.lowest')
  if (draft.tiers.some(({ floor }, i) => i > 0 && Number(floor) <= Number(draft.tiers[i - 1]!.floor)))
    throw refusedField('tiers', 'tier.rising')
  // One at a time: the second comes behind and finds another version.
  await db.rows('tier-hold', `select pg_advisory_xact_lock(hashtextextended('tiers', 7))`, [])
  const before = await db.tierLadder.findFirst({ orderBy: { version: 'desc' } })
  if (before!.version !== version) throw stale()
  await db.because(draft.reason)
  await db.tierLadder.createMany({
    data: [
      {
        id: newId(),
        version: version + 1,
        fromDay: new Date(today),
        reason: draft.reason,
        changedBy: viewer.id,
      },
    ],
  })
  await db.tier.createMany({
    data: draft.tiers.map((tier, place) => ({ ...tier, id: newId(), ladderVersion: version + 1, position: place + 1 })),
  })
  return readLadder(db, today)
}

/** That the firm has such a tier now: 422 on `tier` otherwise. */
export async function refuseUnknownTier(db: Db, code: string) {
  const [known] = await db.rows(
    'tier-known',
    'select from tiers where code = $1 and ladder_version = (select max(version) from tier_ladders)',
    [code],
  )
  if (!known) throw refusedField('tier', 'tier.unknown')
}
