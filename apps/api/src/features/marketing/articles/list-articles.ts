import type { QueryOf } from '@rapport/contract/endpoint'
import type { ArticleRow, articles } from '@rapport/contract/marketing/articles'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { person, stateOf } from './article-rows.ts'

/** Characters of text before the first word that was found, and in all; marks of Markdown are left out. */
const EXCERPT = { before: 12, length: 140 }
type Query = QueryOf<typeof articles.list>

/** The versions `v` that a view shows, each with its article `a`. */
const shown = {
  published: `v.state = 'published' and a.withdrawn_at is null`,
  open: `v.state in ('draft', 'review')`,
  withdrawn: `v.state = 'published' and a.withdrawn_at is not null`,
}

/** Every word is in the text: its pairs of characters by the index, and then the word itself. */
const holds = (words: string) => `v.grams @> array(select g from unnest(${words}::text[]) w, unnest(search_grams(w)) g)
  and not exists (select from unnest(${words}::text[]) w where position(search_text(w) in v.searched) = 0)`
/** How many of the words are in its title. */
const inTitle = (words: string) =>
  `(select count(*)::int from unnest(${words}::text[]) w where position(search_text(w) in search_text(v.title)) > 0)`
const excerpt = (
  words: string,
) => `(select regexp_replace(substr(v.body, greatest(1, f.at - ${EXCERPT.before}), ${EXCERPT.length}), '[#*\\s]+', ' ', 'g')
  from (select min(position(search_text(w) in search_text(v.body))) as at from unnest(${words}::text[]) w
    where position(search_text(w) in search_text(v.body)) > 0) f where f.at is not null)`

function filtered({ view, q, category, product }: Query) {
  const words = q?.split(/\s+/)
  return new Conditions(`articles-${view}`)
    .addPiece('view', shown[view])
    .add('q', words, holds)
    .add('category', category, (place) => `v.category = any (${place}::text[])`)
    .add('product', product, (place) => `${place}::uuid = any (v.product_ids)`)
}
const from = `article_versions v join articles a on a.id = v.article_id`

/** Articles in reach by keyset: those with the words in their title first, then the latest. */
export async function listArticles(db: Db, query: Query) {
  const { view, q, after, limit } = query
  const page = filtered(query)
  const words = q === undefined ? null : page.value(q.split(/\s+/))
  const rank = words === null ? '0' : inTitle(words)
  const at = view === 'open' ? 'v.written_at' : 'v.published_at'
  const place = placeOf(`articles-${view}`, after, [z.string().regex(/^\d{1,2}$/), z.iso.datetime(), z.uuid()])
  if (place)
    page.addPiece(
      'after',
      `(${rank}, ${at}, v.id) < (${page.value(place[0])}::int, ${page.value(place[1])}::timestamptz, ${page.value(place[2])}::uuid)`,
    )
  const found = await db.rows<{ item: ArticleRow; rank: number; at: string; versionId: string }>(
    page.name,
    `select f.rank, ${utc('f.at')} as at, f.id as "versionId", json_build_object('id', a.id, 'version', a.version, 'title', v.title,
       'category', v.category, 'language', v.language, 'state', ${stateOf}, 'number', h.number, 'open', o.state,
       'unit', json_build_object('id', n.id, 'name', n.name), 'writtenBy', ${person('w')}, 'publishedAt', ${utc('h.published_at')},
       'excerpt', ${words === null ? 'null' : excerpt(words)}) as item
     from (select v.id, ${rank} as rank, ${at} as at from ${from} ${page.where}
       order by 2 desc, 3 desc, 1 desc limit ${page.value(limit + 1)}::int) f
     join article_versions v on v.id = f.id join articles a on a.id = v.article_id join units n on n.id = a.unit_id
     left join article_versions h on h.id = a.published_id
     left join article_versions o on o.article_id = a.id and o.state in ('draft', 'review') left join users w on w.id = v.written_by
     order by f.rank desc, f.at desc, f.id desc`,
    page.values,
  )
  const all = filtered(query)
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    all.name && `${all.name}-total`,
    `select count(*)::int as total from ${from} ${all.where}`,
    all.values,
  )
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: found.slice(0, limit).map(({ item }) => item),
    total,
    next: last ? cursorAt(`articles-${view}`, [String(last.rank), last.at, last.versionId]) : null,
  }
}
