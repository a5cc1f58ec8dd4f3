import {
  type Feed,
  type FigureName,
  figureNames,
  madeFrom,
  type Origin,
  type Trust,
} from '@rapport/contract/analytics/figures'
import type { Db } from '@rapport/database/as-viewer'

const feeds = (db: Db) =>
  db.rows<Feed>(
    'feeds',
    `select target, source, item, batch_id as "batchId", through, received_at as "receivedAt", published_at as "publishedAt",
       rows_in as "rowsIn", refused, broken_since as "brokenSince", trouble
     from warehouse.feeds() order by target, source, item`,
    [],
  )

/** How far every figure can be trusted. */
export async function trustOfAll(db: Db): Promise<{ items: Trust[] }> {
  const all = await feeds(db)
  const judged = figureNames.map((figure) => ({ figure, ...trustOf(feedsOf(figure, all)) }))
  const reconciled = await reconciledOn(db, [...new Set(judged.flatMap(({ asOf }) => asOf ?? []))])
  return { items: judged.map((one) => ({ ...one, reconciled: reconciled(one.asOf) })) }
}

/** One figure with the feeds that it is made from. */
export async function originOf(db: Db, figure: FigureName): Promise<Origin> {
  const own = feedsOf(figure, await feeds(db))
  const trust = trustOf(own)
  const reconciled = await reconciledOn(db, trust.asOf === null ? [] : [trust.asOf])
  return { figure, ...trust, reconciled: reconciled(trust.asOf), feeds: own }
}

const feedsOf = (figure: FigureName, all: readonly Feed[]) =>
  all.filter(({ target }) => (madeFrom[figure] as readonly string[]).includes(target))

/** Feeds of which each business date brings something: what is missing of them is not yet known. Others come when they come. */
const daily = ['trades', 'prices', 'cash-balances', 'product-holdings', 'margin-debts']

/** A figure is as of the day up to which all of its daily feeds are in. */
function trustOf(own: readonly Feed[]): Pick<Trust, 'state' | 'asOf' | 'brokenSince'> {
  const broken = own.flatMap(({ brokenSince }) => brokenSince ?? []).sort()[0] ?? null
  const fed = own.filter(({ through }) => through !== null)
  const dated = fed.some(({ target }) => daily.includes(target))
    ? fed.filter(({ target }) => daily.includes(target))
    : fed
  const days = dated.flatMap(({ through }) => through ?? []).sort()
  const asOf = days[0] ?? null
  if (broken !== null) return { state: 'broken', asOf, brokenSince: broken }
  if (asOf === null) return { state: 'unfed', asOf: null, brokenSince: null }
  return { state: days.at(-1) === asOf ? 'final' : 'provisional', asOf, brokenSince: null }
}

async function reconciledOn(db: Db, days: readonly string[]) {
  const rows = await db.rows<{ day: string; state: Trust['reconciled'] }>(
    'reconciled-on',
    'select day, warehouse.reconciled_on(day) as state from unnest($1::date[]) day',
    [days],
  )
  const found = new Map(rows.map(({ day, state }) => [day, state]))
  return (day: string | null) => (day === null ? null : (found.get(day) ?? null))
}
