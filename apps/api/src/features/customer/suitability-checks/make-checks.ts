import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { check, type Inputs, type Result } from '@rapport/suitability/check'
import { canonical, statement } from '@rapport/suitability/proof'
import type { Initiative } from '@rapport/suitability/rules'
import { lastDay } from '@rapport/suitability/validity'
import { licencesHeld } from '#features/administration/licences/licences.ts'
import {
  type ClientFacts,
  clientFacts,
  type ProductFacts,
  presentClass,
  productFacts,
  type RulesKept,
  rulesKept,
} from './check-facts.ts'
import { sha256 } from './sha256.ts'

export interface Pair {
  customerId: string
  productId: string
  initiative: Initiative
}
export interface Making {
  viewerId: string
  /** YYYY-MM-DD. */
  today: string
  now: Date
}
export interface Made extends Pair {
  id: string
  result: Result
}

/**
 * Holds many products against many customers by the rules of a day, and keeps each with its proof, all in one statement. Pairs of which
 * the customer or the product is out of sight are left out. Gives what was made, in the order that was asked for.
 */
export async function makeChecks(db: Db, pairs: readonly Pair[], { viewerId, today, now }: Making): Promise<Made[]> {
  if (pairs.length === 0) return []
  const distinct = (ids: string[]) => [...new Set(ids)]
  const clients = await clientFacts(db, distinct(pairs.map(({ customerId }) => customerId)), today)
  const products = await productFacts(db, distinct(pairs.map(({ productId }) => productId)), today)
  const by = { licences: await licencesHeld(db, viewerId, today), held: await rulesKept(db, { on: today }) }
  const made = pairs.flatMap((pair) => {
    const [ofClient, ofProduct] = [clients.get(pair.customerId), products.get(pair.productId)]
    return ofClient && ofProduct ? [checkOf(pair, { ...ofClient, ...ofProduct, ...by }, { viewerId, today, now })] : []
  })
  await keepChecks(
    db,
    made.map(({ row }) => row),
    today,
  )
  return made.map(({ row, pair, result }) => ({ ...pair, id: row.id, result }))
}

interface Known extends ClientFacts, ProductFacts {
  /** Kinds of licences of who makes the check. */
  licences: readonly string[]
  held: RulesKept
}

/** A check of what is known of a pair, as the row that is kept. */
export function checkOf(
  pair: Pair,
  { client, assessmentId, product, ratingId, licences, held }: Known,
  { viewerId, today, now }: Making,
) {
  const inputs: Inputs = { on: today, initiative: pair.initiative, client, product, licences }
  const result = check(held.rules, inputs)
  const about = { customer: pair.customerId, product: pair.productId, assessment: assessmentId, rating: ratingId }
  const proof = statement({ ...about, rules: { id: held.id, sha256: held.sha256 } }, inputs, result)
  const row = {
    ...{ id: newId(), customer_id: pair.customerId, origin_id: pair.customerId, product_id: pair.productId },
    ...{ initiative: pair.initiative, made_by: viewerId, made_at: now, made_on: today, rules_id: held.id },
    ...{ assessment_id: assessmentId, rating_id: ratingId, class: client.class, class_valid_to: client.classValidTo },
    ...{ grade: product.grade, test: result.test, outcome: result.outcome, reasons: result.reasons },
    ...{ steps: result.steps, inputs: canonical(inputs), proof, sha256: sha256(proof) },
    retained_until: lastDay(today, { years: held.rules.retentionYears }),
  }
  return { row, pair, result }
}

/** What ended a check `k` of a customer `c` by a day: its class changed since, or the rating of its product. */
export const classChanged = (
  day: string,
) => `(${presentClass} is distinct from k.class or exists (select from investor_profiles i
  where i.customer_id = k.customer_id and i.as_of > k.made_on and i.as_of <= ${day} and i.risk_level <> k.class))`
export const ratingChanged = (
  day: string,
) => `(product_grade(k.product_id, ${day}) is distinct from k.grade or exists (select from product_ratings g
  where g.product_id = k.product_id and g.effective_from > k.made_on and g.effective_from <= ${day} and g.grade <> k.grade))`

/** Writes all rows at once; what was confirmed before and still stands, is confirmed again by that. */
export const keepChecks = (db: Db, rows: readonly object[], today: string) =>
  db.rows(
    'suitability-checks-keep',
    `insert into suitability_checks (id, customer_id, origin_id, product_id, initiative, made_by, made_at, made_on, rules_id, assessment_id,
       rating_id, class, class_valid_to, grade, test, outcome, reasons, steps, inputs, proof, sha256, retained_until, confirmation_id)
     select n.*, case when n.outcome like 'mismatch%' then (
       select k.id from suitability_checks k join customers c on c.id = k.customer_id
       where k.customer_id = n.customer_id and k.product_id = n.product_id and k.rules_id = n.rules_id and k.outcome = n.outcome
         and k.reasons = n.reasons and k.class is not distinct from n.class and k.grade = n.grade and k.confirmation_id is null
         and exists (select from suitability_steps s where s.check_id = k.id and s.code = 'proceeded')
         and not ${classChanged('$2::date')} and not ${ratingChanged('$2::date')}
       order by k.made_at desc limit 1) end
     from jsonb_to_recordset($1::jsonb) n (id uuid, customer_id uuid, origin_id uuid, product_id uuid, initiative text, made_by uuid,
       made_at timestamptz, made_on date, rules_id uuid, assessment_id uuid, rating_id uuid, class text, class_valid_to date, grade smallint,
       test text, outcome text, reasons text[], steps jsonb, inputs text, proof text, sha256 text, retained_until date)`,
    [JSON.stringify(rows), today],
  )
