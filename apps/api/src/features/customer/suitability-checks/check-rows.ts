import type { SuitabilityCheck, SuitabilityCheckRow } from '@rapport/contract/customer/suitability-checks'
import type { Db } from '@rapport/database/as-viewer'
import { type Inputs, type Result, testOf } from '@rapport/suitability/check'
import { flowOf } from '@rapport/suitability/flow'
import { utc } from '#features/customer/customers/customer-json.ts'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused } from '#http/refused.ts'
import { rulesKept } from './check-facts.ts'
import { classChanged, ratingChanged } from './make-checks.ts'

const MOST = 200

const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`
const row = `json_build_object('id', k.id, 'customer', json_build_object('id', c.id, 'name', c.name),
  'product', json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'nameZh', p.name_zh), 'initiative', k.initiative,
  'madeBy', ${person('u')}, 'madeAt', ${utc('k.made_at')}, 'class', k.class, 'grade', k.grade, 'test', k.test, 'outcome', k.outcome,
  'reasons', k.reasons, 'rules', json_build_object('id', r.id, 'regime', r.regime, 'number', r.number, 'name', r.name, 'nameZh', r.name_zh),
  'ended', case when k.outcome = 'blocked' then null when ${classChanged('$1::date')} then 'class'
    when ${ratingChanged('$1::date')} then 'rating' when c.assessment_valid_to < $1::date and k.class_valid_to is not null then 'expired'
    when o.product_id is null then 'not-offered' end)`
const done = `coalesce((select json_agg(json_build_object('code', s.code, 'channel', s.channel, 'seconds', s.seconds, 'evidence', s.evidence,
    'at', ${utc('s.done_at')}, 'by', ${person('su')}) order by s.done_at, s.id)
  from suitability_steps s left join users su on su.id = s.done_by where s.check_id = k.id), '[]')`
const replays = `coalesce((select json_agg(json_build_object('id', y.id, 'at', ${utc('y.replayed_at')}, 'by', ${person('yu')}, 'same', y.same,
    'sha256', y.sha256, 'differences', y.differences) order by y.replayed_at desc, y.id desc)
  from suitability_replays y left join users yu on yu.id = y.replayed_by where y.check_id = k.id), '[]')`
const tables = `suitability_checks k join customers c on c.id = k.customer_id join products p on p.id = k.product_id
  join suitability_rules r on r.id = k.rules_id left join users u on u.id = k.made_by
  left join products_on_offer($1::date) o on o.product_id = k.product_id`

interface Found {
  item: Omit<SuitabilityCheckRow, 'state'>
  done: SuitabilityCheck['done']
  steps: Result['steps']
  confirmed: boolean
}
const flow = ({ item, steps, done: of }: Pick<Found, 'item' | 'steps' | 'done'>, now: Date) =>
  flowOf(
    { outcome: item.outcome, steps, madeAt: new Date(item.madeAt) },
    of.flatMap(({ code, at }) => ({ code, at: new Date(at) })),
    now,
  )
const stateOf = (found: Found, now: Date): SuitabilityCheckRow['state'] =>
  found.confirmed ? 'confirmed' : flow(found, now).state

/** When somebody looks. */
export interface Looking {
  /** YYYY-MM-DD. */
  today: string
  now: Date
}

async function listWhere(db: Db, which: 'customer' | 'product', id: string, { today, now }: Looking) {
  const rows = await db.rows<Found>(
    `suitability-checks-${which}`,
    `select ${row} as item, k.steps, ${done} as done, k.confirmation_id is not null as confirmed
     from ${tables} where k.${which}_id = $2::uuid order by k.made_at desc, k.id desc limit ${MOST}`,
    [today, id],
  )
  return { items: rows.map((found) => ({ ...found.item, state: stateOf(found, now) })) }
}

/** Checks of a customer, the latest first; 404 where the customer is out of sight. */
export async function checksOfCustomer(db: Db, customerId: string, at: Looking) {
  await seeCustomer(db, customerId)
  return listWhere(db, 'customer', customerId, at)
}

/** Checks of a product with customers within sight, the latest first; 404 where there is no such product. */
export async function checksOfProduct(db: Db, productId: string, at: Looking) {
  const found = await db.rows('suitability-product', 'select 1 from products where id = $1::uuid', [productId])
  if (found.length === 0) throw new Refused(404, 'not-found')
  return listWhere(db, 'product', productId, at)
}

type Texts = Pick<SuitabilityCheck, 'assessmentId' | 'ratingId' | 'proof' | 'sha256' | 'retainedUntil' | 'replays'>
interface Opened extends Found {
  more: Texts & { rulesId: string; inputs: string }
  confirmation: SuitabilityCheck['confirmation']
}

/** A check with all that belongs to it; 404 where it or its customer is out of sight. */
export async function openCheck(db: Db, id: string, { today, now }: Looking): Promise<SuitabilityCheck> {
  const [found] = await db.rows<Opened>(
    'suitability-check',
    `select ${row} as item, k.steps, ${done} as done, k.confirmation_id is not null as confirmed,
       json_build_object('assessmentId', k.assessment_id, 'ratingId', k.rating_id, 'proof', k.proof, 'sha256', k.sha256,
         'retainedUntil', k.retained_until, 'rulesId', k.rules_id, 'inputs', k.inputs, 'replays', ${replays}) as more,
       (select json_build_object('id', b.id, 'at', ${utc('s.done_at')}) from suitability_checks b
         join suitability_steps s on s.check_id = b.id and s.code = 'proceeded' where b.id = k.confirmation_id) as confirmation
     from ${tables} where k.id = $2::uuid and c.deleted_at is null`,
    [today, id],
  )
  if (!found) throw new Refused(404, 'not-found')
  const { item, steps, done: of, more, confirmation } = found
  const { rulesId, inputs: text, ...rest } = more
  const inputs = JSON.parse(text) as Inputs
  const { rules } = await rulesKept(db, { id: rulesId })
  const { next, until } = flow(found, now)
  const open = !found.confirmed
  return {
    ...item,
    ...rest,
    state: stateOf(found, now),
    inputs: inputs as SuitabilityCheck['inputs'],
    dimensions: (testOf(rules, inputs)?.dimensions ?? []).map((dimension) => ({
      dimension,
      fits: !item.reasons.includes(`mismatch-${dimension}`),
    })),
    steps: steps.map(({ code, hours = null, seconds = null }) => ({ code, hours, seconds })),
    done: of,
    next: open ? (next?.code ?? null) : null,
    until: open ? (until?.toISOString() ?? null) : null,
    confirmation,
  }
}
