import type { Loader } from '@rapport/database/as-loader'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { z } from 'zod'
import type { Reason } from '#warehouse/collect/values.ts'

/** A row that is held back: its cells as the file has them. */
export interface HeldRow {
  line: number
  cells: readonly string[]
  reasons: readonly Reason[]
  /** The unit of the customer whom it names, where one is known. */
  unitId: string | null
}

const Cells = z.strictObject({ columns: z.array(z.string()), cells: z.array(z.string()) })
type Cells = z.infer<typeof Cells>

const valuesPlace = (issueId: string) => `quality_issues.values.${issueId}` as const
const fixedPlace = (issueId: string) => `quality_issues.fixed.${issueId}` as const

/** What a row in quarantine says, sealed; `fixed` is what a person has made of it. */
export const sealedCells = (seal: Seal, issueId: string, what: 'values' | 'fixed', cells: Cells) =>
  seal.close(JSON.stringify(cells), what === 'values' ? valuesPlace(issueId) : fixedPlace(issueId))
export const openedCells = (seal: Seal, issueId: string, what: 'values' | 'fixed', sealed: string): Cells =>
  Cells.parse(JSON.parse(seal.open(sealed, what === 'values' ? valuesPlace(issueId) : fixedPlace(issueId))))

/** Of a file that is refused as a whole, so many bad rows are kept to look at. */
const MOST_KEPT = 200_000
const AT_ONCE = 2_000

/** Decisions of people about rows of a batch: cells that go in the place of the file's, and lines that are left out. */
export interface Decisions {
  fixed: ReadonlyMap<number, readonly string[]>
  dismissed: ReadonlySet<number>
}

export async function decisionsOf(loader: Loader, seal: Seal, batchId: string): Promise<Decisions> {
  type Row = { id: string; line: number; state: string; fixed: string | null }
  const rows = await loader.query<Row>(
    `select id, line, state, fixed_sealed as fixed from quality_issues where batch_id = $1 and state <> 'held'`,
    [batchId],
  )
  const fixed = new Map<number, readonly string[]>()
  // What is left out counts in the totals of the file all the same: as it was last said.
  for (const { id, line, fixed: sealed } of rows)
    if (sealed !== null) fixed.set(line, openedCells(seal, id, 'fixed', sealed).cells)
  return { fixed, dismissed: new Set(rows.filter(({ state }) => state === 'dismissed').map(({ line }) => line)) }
}
export const noDecisions: Decisions = { fixed: new Map(), dismissed: new Set() }

/** What people have decided about a batch and is not in the warehouse yet, as one text: with another a stage is another. */
export async function printOfDecisions(loader: Loader, batchId: string): Promise<string> {
  const [row] = await loader.query<{ print: string }>(
    `select coalesce(md5(string_agg(concat_ws(' ', id, version), ',' order by id)), '') as print
     from (select id, version from quality_issues where batch_id = $1 and state in ('fixed', 'dismissed') for update) q`,
    [batchId],
  )
  return row!.print
}

/** Rows that a stage is about to take into the warehouse leave the quarantine. */
export async function leaveQuarantine(loader: Loader, batchId: string, stage: string): Promise<void> {
  type Lines = { lines: number[] | null }
  const open = `from quality_issues where batch_id = $1 and state in ('held', 'fixed')`
  const [held] = await loader.query<Lines>(`select array_agg(line) as lines ${open}`, [batchId])
  if (!held?.lines) return
  const [taken] = await loader.query<Lines>(
    `select array_agg(line) as lines from ${stage} where line = any ($1::int[])`,
    [held.lines],
  )
  if (!taken?.lines) return
  await loader.query(
    `update quality_issues set state = 'replayed'
     where batch_id = $1 and state in ('held', 'fixed') and line = any ($2::int[])`,
    [batchId, taken.lines],
  )
}

/** The rows of a batch that are held back, in the place of those of an earlier try; decisions of people stay. */
export class Quarantine {
  count = 0
  private readonly rows: HeldRow[] = []

  constructor(
    private readonly loader: Loader,
    private readonly seal: Seal,
    private readonly batch: { id: string; itemId: string; businessDate: string },
  ) {}

  add(row: HeldRow) {
    if (this.count++ < MOST_KEPT) this.rows.push(row)
  }

  /**
   * Writes them, in the place of those that are held (`whole`) or beside them. A line that a person decided on and that is
   * bad again is held again, with the new reasons.
   */
  async write(columns: readonly string[], { whole }: { whole: boolean }) {
    if (whole)
      await this.loader.query(`delete from quality_issues where batch_id = $1 and state = 'held'`, [this.batch.id])
    for (let first = 0; first < this.rows.length; first += AT_ONCE)
      await this.writeSome(columns, this.rows.slice(first, first + AT_ONCE))
  }

  private async writeSome(columns: readonly string[], rows: readonly HeldRow[]) {
    const sealed = rows.map(({ line, cells, reasons, unitId }) => {
      const id = newId()
      const values = sealedCells(this.seal, id, 'values', { columns: [...columns], cells: [...cells] })
      return { id, line, values_sealed: values, reasons, unit_id: unitId }
    })
    await this.loader.query(
      `insert into quality_issues as q (id, item_id, batch_id, business_date, line, values_sealed, reasons, unit_id)
       select id, $2, $3, $4, line, values_sealed, reasons, unit_id
       from json_to_recordset($1) as r (id uuid, line int, values_sealed text, reasons jsonb, unit_id uuid)
       on conflict (batch_id, line) do update set state = 'held', reasons = excluded.reasons, unit_id = excluded.unit_id`,
      [JSON.stringify(sealed), this.batch.itemId, this.batch.id, this.batch.businessDate],
    )
  }
}
