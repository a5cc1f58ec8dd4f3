import { type ProductType, suitabilityKinds } from '@rapport/contract/marketing/product-types'
import type { Db } from '@rapport/database/as-viewer'
import type { Client, Product } from '@rapport/suitability/check'
import { canonical } from '@rapport/suitability/proof'
import type { Rules } from '@rapport/suitability/rules'
import { sha256 } from './sha256.ts'

export interface ClientFacts {
  client: Client
  assessmentId: string | null
}
interface ClientRow {
  id: string
  investor: Client['investor']
  class: string | null
  classValidTo: string | null
  assessmentId: string | null
  horizonDays: number | null
  unlimited: boolean | null
  intends: string[] | null
  knows: string[] | null
}

/** Of a customer `c`: a class counts only where it was assessed. */
export const presentClass = `case when c.risk_basis = 'assessed' then c.risk_level end`

/**
 * What is known of customers on a day, by id: the class of the profile, what they intend and know of the latest assessment that was not set
 * aside. Who is out of sight is missing.
 */
export async function clientFacts(db: Db, ids: readonly string[], on: string): Promise<Map<string, ClientFacts>> {
  const rows = await db.rows<ClientRow>(
    'suitability-clients',
    `select c.id, c.investor_class as investor, ${presentClass} as class,
       case when c.risk_basis = 'assessed' then c.assessment_valid_to::text end as "classValidTo",
       a.id as "assessmentId", a.horizon_days as "horizonDays", a.unlimited, a.intends, a.knows
     from customers c left join lateral (select r.id, r.horizon_days, r.unlimited, r.intends, r.knows from risk_assessments r
       where r.customer_id = c.id and r.assessed_on <= $2::date and r.review is distinct from 'set-aside'
       order by r.assessed_at desc, r.id desc limit 1) a on true
     where c.id = any ($1::uuid[]) and c.deleted_at is null`,
    [ids, on],
  )
  return new Map(
    rows.map(({ id, assessmentId, unlimited, horizonDays, intends, knows, ...known }) => [
      id,
      {
        assessmentId,
        client: {
          ...{ investor: known.investor, class: known.class, classValidTo: known.classValidTo },
          ...{ horizonDays: unlimited ? 'unlimited' : horizonDays },
          ...{ intends: intends?.sort() ?? null, knows: knows?.sort() ?? null },
        },
      },
    ]),
  )
}

export interface ProductFacts {
  product: Product
  ratingId: string | null
}
interface ProductRow {
  id: string
  type: ProductType
  termDays: number | null
  complex: boolean
  admitted: boolean
  ratingId: string | null
  grade: number | null
}

/** What is known of products on a day, by id. `admitted` is whether one is on offer: admitted, not blocked, rated and on the shelf. */
export async function productFacts(db: Db, ids: readonly string[], on: string): Promise<Map<string, ProductFacts>> {
  const rows = await db.rows<ProductRow>(
    'suitability-products',
    `select p.id, p.type, p.term_days as "termDays", p.complex, g.id as "ratingId", g.grade,
       p.id in (select o.product_id from products_on_offer($2::date) o) as admitted
     from products p left join lateral (select r.id, r.grade from product_ratings r
       where r.product_id = p.id and r.effective_from <= $2::date order by r.effective_from desc, r.recorded_at desc limit 1) g on true
     where p.id = any ($1::uuid[])`,
    [ids, on],
  )
  return new Map(
    rows.map(({ id, type, ratingId, admitted, grade, termDays, complex }) => [
      id,
      { ratingId, product: { admitted, grade, termDays, kind: suitabilityKinds[type], complex } },
    ]),
  )
}

export interface RulesKept {
  id: string
  rules: Rules
  sha256: string
}
interface RulesRow {
  id: string
  regime: string
  definition: Omit<Rules, 'regime'>
}

/** The rules that hold on a day, or a version by its id, with the SHA-256 of their canonical text. */
export async function rulesKept(db: Db, which: { on: string } | { id: string }): Promise<RulesKept> {
  const rows =
    'on' in which
      ? await db.rows<RulesRow>(
          'suitability-rules-on',
          'select id, regime, definition from suitability_rules where id = suitability_rules_on($1::date)',
          [which.on],
        )
      : await db.rows<RulesRow>(
          'suitability-rules-by-id',
          'select id, regime, definition from suitability_rules where id = $1::uuid',
          [which.id],
        )
  const [{ id, regime, definition }] = rows as [RulesRow]
  const rules = { ...definition, regime }
  return { id, rules, sha256: sha256(canonical(rules)) }
}
