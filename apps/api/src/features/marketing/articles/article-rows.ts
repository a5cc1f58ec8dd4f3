import type { Article } from '@rapport/contract/marketing/articles'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused } from '#http/refused.ts'

export const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`
/** How an article `a` stands, with the version `o` that is open beside the one that holds. */
export const stateOf = `case when a.withdrawn_at is not null then 'withdrawn' when a.published_id is not null then 'published'
  else coalesce(o.state, 'draft') end`

const versionRow = `json_build_object('id', v.id, 'version', v.version, 'number', v.number, 'title', v.title, 'category', v.category,
  'language', v.language, 'body', v.body, 'note', v.note, 'state', v.state, 'writtenBy', ${person('w')}, 'writtenAt', ${utc('v.written_at')},
  'approvedBy', ${person('p')}, 'publishedAt', ${utc('v.published_at')},
  'products', coalesce((select json_agg(json_build_object('id', d.id, 'code', d.code, 'name', d.name, 'nameZh', d.name_zh) order by d.code)
    from products d where d.id = any (v.product_ids)), '[]'))`
const versionsWhere = (which: string) => `(select json_agg(${versionRow} order by v.number desc) from article_versions v
  left join users w on w.id = v.written_by left join users p on p.id = v.approved_by where v.article_id = a.id and ${which})`

/** An article with its versions in sight; 404 where it is out of reach. */
export async function openArticle(db: Db, id: string): Promise<Article> {
  const [found] = await db.rows<{ item: Article }>(
    'article',
    `select json_build_object('id', a.id, 'version', a.version, 'state', ${stateOf}, 'unit', json_build_object('id', n.id, 'name', n.name),
       'holds', ${versionsWhere('v.id = a.published_id')} -> 0, 'open', ${versionsWhere('v.id = o.id')} -> 0,
       'earlier', coalesce(${versionsWhere(`v.state = 'superseded'`)}, '[]'),
       'withdrawn', case when a.withdrawn_at is not null then json_build_object('at', ${utc('a.withdrawn_at')}, 'by', ${person('x')},
         'reason', a.withdrawn_reason) end,
       'withdraws', a.published_id is not null and a.withdrawn_at is null and viewer_may('article.publish')
         and (current_user = 'sees_all' or a.unit_id = any (viewer_units()))) as item
     from articles a join units n on n.id = a.unit_id left join users x on x.id = a.withdrawn_by
     left join article_versions o on o.article_id = a.id and o.state in ('draft', 'review') where a.id = $1::uuid`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}
