import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import type { QualityIssue, QualityIssueDetails, qualityIssues } from '@rapport/contract/administration/quality-issues'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id } from '@rapport/contract/shapes'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'
import { openedCells } from '#warehouse/quarantine.ts'
import { type RowInQuarantine, shownCells } from './cells.ts'

const columns = `q.id, q.version, json_build_object('id', i.id, 'code', i.code, 'name', i.name) as item, q.batch_id as "batchId",
  q.business_date as "businessDate", q.line, q.reasons, q.state, q.note, u.name as "decidedBy", q.decided_at as "decidedAt",
  q.created_at as "createdAt"`
const from = `from quality_issues q join collection_items i on i.id = q.item_id left join users u on u.id = q.decided_by`

/** Rows in quarantine in sight, latest first, by keyset. */
export async function listIssues(db: Db, query: QueryOf<typeof qualityIssues.list>) {
  const { itemId, state, businessDate, after, limit } = query
  const filtered = (list: string) =>
    new Conditions(list)
      .add('item', itemId, (at) => `q.item_id = ${at}::uuid`)
      .add('state', state, (at) => `q.state = ${at}`)
      .add('day', businessDate, (at) => `q.business_date = ${at}::date`)
  const counted = filtered('quality-issues-total')
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    counted.name,
    `select count(*) as total from quality_issues q ${counted.where}`,
    counted.values,
  )
  const place = placeOf('quality-issues', after, [z.iso.datetime(), id])
  const page = filtered('quality-issues')
  if (place) {
    const [at, last] = place.map((value) => page.value(value))
    page.addPiece('after', `(q.created_at, q.id) < (${at}::timestamptz, ${last}::uuid)`)
  }
  const most = page.value(limit + 1)
  const found = await db.rows<QualityIssue>(
    page.name,
    `select ${columns} ${from} ${page.where} order by q.created_at desc, q.id desc limit ${most}`,
    page.values,
  )
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const next = found.length > limit && last ? cursorAt('quality-issues', [last.createdAt, last.id]) : null
  return { items, total, next }
}

/** Whoever asks, and what opens the seals of what they may see. */
export interface Asking {
  db: Db
  viewer: Viewer
  seal: Seal
}
/** An issue with what its row says and what it is described as now. */
export interface OpenedIssue {
  issue: QualityIssue
  described: Described
  row: RowInQuarantine
}
export type Described = Pick<
  CollectionItem,
  'id' | 'target' | 'layout' | 'mapping' | 'keyFields' | 'sideFile' | 'lateDays' | 'unknown'
>
interface Kept extends QualityIssue {
  described: Described
  saidSealed: string
  fixedSealed: string | null
}

/** A row in quarantine, its seals opened; 404 where there is none, or none in sight. */
export async function readIssue({ db, seal }: Pick<Asking, 'db' | 'seal'>, issueId: string): Promise<OpenedIssue> {
  const [kept] = await db.rows<Kept>(
    'quality-issue',
    `select ${columns}, q.values_sealed as "saidSealed", q.fixed_sealed as "fixedSealed",
       json_build_object('id', i.id, 'target', i.target, 'layout', i.layout, 'mapping', i.mapping, 'keyFields', i.key_fields,
         'sideFile', i.side_file, 'lateDays', i.late_days, 'unknown', i.unknown) as described
     ${from} where q.id = $1::uuid`,
    [issueId],
  )
  if (!kept) throw new Refused(404, 'not-found')
  const { described, saidSealed, fixedSealed, ...issue } = kept
  const { columns: names, cells } = openedCells(seal, issueId, 'values', saidSealed)
  const fixed = fixedSealed === null ? null : openedCells(seal, issueId, 'fixed', fixedSealed).cells
  return { issue, described, row: { columns: names, said: cells, fixed } }
}

/** A row in quarantine with its cells, as much of them as the viewer may read. */
export async function openIssue(asking: Asking, issueId: string): Promise<QualityIssueDetails> {
  const { issue, described, row } = await readIssue(asking, issueId)
  return { ...issue, cells: shownCells(row, described, asking.viewer.clearance) }
}
