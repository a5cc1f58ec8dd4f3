import type { Product, ProductRow } from '@rapport/contract/marketing/products'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused } from '#http/refused.ts'

const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`

/** The fields of a row of products `p` on the day `$1`. */
const row = `'id', p.id, 'version', p.version, 'code', p.code, 'type', p.type, 'name', p.name, 'nameZh', p.name_zh, 'issuer', p.issuer,
  'currency', p.currency, 'termDays', p.term_days, 'minimumAmount', p.minimum_amount::text, 'complex', p.complex,
  'onShelfOn', p.on_shelf_on, 'offShelfOn', p.off_shelf_on, 'grade', product_grade(p.id, $1::date), 'state', p.state,
  'standing', product_standing(p, $1::date), 'proposed', o.state`
export const productRow = `json_build_object(${row})`
export const productTables = `products p left join product_proposals o on o.product_id = p.id and o.state in ('draft', 'review')`

const ratings = `coalesce((select json_agg(json_build_object('id', r.id, 'grade', r.grade, 'effectiveFrom', r.effective_from, 'method', r.method,
    'reason', r.reason, 'ratedBy', ${person('ru')}, 'approvedBy', ${person('ra')}, 'recordedAt', ${utc('r.recorded_at')})
    order by r.effective_from desc, r.recorded_at desc)
  from product_ratings r left join users ru on ru.id = r.rated_by left join users ra on ra.id = r.approved_by where r.product_id = p.id), '[]')`
const documents = `coalesce((select json_agg(json_build_object('id', d.id, 'kind', d.kind, 'number', d.number, 'name', d.name, 'bytes', d.bytes,
    'sha256', d.sha256, 'current', d.number = d.latest, 'addedBy', ${person('du')}, 'addedAt', ${utc('d.added_at')}) order by d.kind, d.number desc)
  from (select id, kind, number, name, bytes, sha256, added_by, added_at, max(number) over (partition by kind) as latest
    from product_documents where product_id = p.id) d left join users du on du.id = d.added_by), '[]')`

/** A product with all that is known of it; 404 where there is none. */
export async function openProduct(db: Db, id: string, today: string): Promise<Product> {
  const [found] = await db.rows<{ item: ProductRow; more: Omit<Product, keyof ProductRow> }>(
    'product',
    `select ${productRow} as item, json_build_object('fees', p.fees, 'targetMarket', p.target_market, 'targetMarketZh', p.target_market_zh,
       'security', case when s.id is not null then json_build_object('id', s.id, 'code', s.code, 'name', s.name) end, 'madeBy', ${person('m')},
       'admittedAt', ${utc('p.admitted_at')}, 'withdrawnReason', p.withdrawn_reason,
       'blocked', case when p.blocked_at is not null then json_build_object('at', ${utc('p.blocked_at')}, 'by', ${person('b')},
         'reason', p.block_reason) end,
       'ratings', ${ratings}, 'documents', ${documents},
       'proposal', case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'state', o.state, 'facts', o.facts,
         'rating', o.rating, 'madeBy', ${person('om')}, 'madeAt', ${utc('o.made_at')}) end) as more
     from ${productTables} left join securities s on s.id = p.security_id left join users m on m.id = p.made_by
       left join users b on b.id = p.blocked_by left join users om on om.id = o.made_by
     where p.id = $2::uuid`,
    [today, id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return { ...found.item, ...found.more }
}

/**
 * Holds a product until the transaction ends: 404 where there is none, 412 where it is another version. Gives how it stands and its open
 * proposal.
 */
export async function holdProduct(db: Db, id: string, version: number) {
  const [row] = await db.rows<{ version: number; state: Product['state']; blocked: boolean }>(
    'product-hold',
    'select version, state, blocked_at is not null as blocked from products where id = $1::uuid for no key update',
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  if (row.version !== version) throw new Refused(412, 'version.stale')
  const proposal = await openProposal(db, id)
  return { ...row, proposal }
}

interface OpenProposal {
  id: string
  version: number
  state: 'draft' | 'review'
  madeBy: string | null
  facts: NonNullable<Product['proposal']>['facts']
  rating: NonNullable<Product['proposal']>['rating']
}
/** What is proposed of a product; undefined where nothing is. */
export async function openProposal(db: Db, productId: string): Promise<OpenProposal | undefined> {
  const [row] = await db.rows<OpenProposal>(
    'product-proposal',
    `select id, version, state, made_by as "madeBy", facts, rating from product_proposals
     where product_id = $1::uuid and state in ('draft', 'review')`,
    [productId],
  )
  return row
}
