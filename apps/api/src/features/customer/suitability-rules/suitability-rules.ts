import type {
  SuitabilityRules,
  SuitabilityRulesRow,
  suitabilityRules,
} from '@rapport/contract/customer/suitability-rules'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'
import { ruleFaults } from './rule-faults.ts'

type Draft = BodyOf<typeof suitabilityRules.draft>

const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`
const row = `json_build_object('id', r.id, 'version', r.version, 'regime', r.regime, 'name', r.name, 'nameZh', r.name_zh, 'number', r.number,
  'state', r.state, 'effectiveFrom', r.effective_from, 'inForce', coalesce(r.id = suitability_rules_on($1::date), false),
  'tests', jsonb_array_length(r.definition -> 'tests'), 'madeBy', ${person('m')}, 'madeAt', ${utc('r.made_at')},
  'approvedBy', ${person('a')}, 'liveAt', ${utc('r.live_at')})`
const tables = 'suitability_rules r left join users m on m.id = r.made_by left join users a on a.id = r.approved_by'

/** All versions, by regime and the latest first. */
export async function listRules(db: Db, today: string): Promise<{ items: SuitabilityRulesRow[] }> {
  const rows = await db.rows<{ item: SuitabilityRulesRow }>(
    'suitability-rules',
    `select ${row} as item from ${tables} order by r.regime, r.number desc`,
    [today],
  )
  return { items: rows.map(({ item }) => item) }
}

/** A version with all that it says; 404 where there is none. */
export async function openRules(db: Db, id: string, today: string): Promise<SuitabilityRules> {
  const [found] = await db.rows<{ item: SuitabilityRulesRow; definition: SuitabilityRules['definition'] }>(
    'suitability-rules-open',
    `select ${row} as item, r.definition from ${tables} where r.id = $2::uuid`,
    [today, id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return { ...found.item, definition: found.definition }
}

function refuseFaults({ definition }: Draft) {
  const errors = ruleFaults(definition)
  if (errors.length > 0) throw new Refused(422, 'invalid', { errors })
}

/** The next version of a regime as a draft; 409 where one is being written, 422 where it says two things or nothing. */
export async function draftRules(db: Db, draft: Draft, today: string) {
  refuseFaults(draft)
  const [known] = await db.rows<{ number: number | null; drafted: boolean | null }>(
    'suitability-rules-known',
    `select max(number)::int as number, bool_or(state = 'draft') as drafted from suitability_rules where regime = $1`,
    [draft.regime],
  )
  if (known?.drafted) throw refusedField('regime', 'suitability.drafted', 409)
  const id = newId()
  // Of two who begin at once the second meets the index of drafts.
  await db.rows(
    'suitability-rules-draft',
    `insert into suitability_rules (id, regime, number, name, name_zh, definition, made_by)
     values ($1::uuid, $2, $3, $4, $5, $6::jsonb, viewer_id())`,
    [id, draft.regime, (known?.number ?? 0) + 1, draft.name, draft.nameZh, JSON.stringify(draft.definition)],
  )
  return openRules(db, id, today)
}

/** Writes a draft anew; whoever did so is its author. */
export async function redraftRules(db: Db, id: string, version: number, draft: Draft, today: string) {
  const { state, regime } = await openRules(db, id, today)
  refuseFaults(draft)
  if (state !== 'draft') throw new Refused(409, 'suitability.not-draft')
  if (draft.regime !== regime) throw refusedField('regime', 'suitability.regime-kept')
  const changed = await db.rows(
    'suitability-rules-redraft',
    `update suitability_rules set name = $3, name_zh = $4, definition = $5::jsonb, made_by = viewer_id(), made_at = now()
     where id = $1::uuid and version = $2 and state = 'draft' returning 1`,
    [id, version, draft.name, draft.nameZh, JSON.stringify(draft.definition)],
  )
  await refuseStale({ count: changed.length }, async () => true)
  return openRules(db, id, today)
}

/** A draft holds from a day on, by the word of a second person: 403 for who wrote it, 422 for a day that is over. */
export async function holdFrom(
  db: Db,
  { id, version, effectiveFrom }: { id: string; version: number; effectiveFrom: string },
  { viewerId, today }: { viewerId: string; today: string },
) {
  const { state, madeBy } = await openRules(db, id, today)
  if (state !== 'draft') throw new Refused(409, 'suitability.not-draft')
  if (madeBy?.id === viewerId) throw new Refused(403, 'suitability.own-draft')
  if (effectiveFrom < today) throw refusedField('effectiveFrom', 'day.past')
  const changed = await db.rows(
    'suitability-rules-live',
    `update suitability_rules set state = 'live', live_at = now(), effective_from = $3::date, approved_by = viewer_id()
     where id = $1::uuid and version = $2 and state = 'draft' returning 1`,
    [id, version, effectiveFrom],
  )
  await refuseStale({ count: changed.length }, async () => true)
  return openRules(db, id, today)
}
