import type { Loader } from '@rapport/database/as-loader'
import { type Batch, stageOf } from '#warehouse/batches.ts'
import { columnsOf, type Fact } from '#warehouse/facts.ts'
import { markReplaced } from './marks.ts'

/** A stage of more months than this is looked up by its days. */
const FEW_MONTHS = 3

/** What a merge did to the rows of a fact. */
export interface Merged {
  created: number
  corrected: number
  cancelled: number
  duplicates: number
  days: string[]
}

/**
 * Merges a stage into its fact, month by month: a key that is new is created, a newer version takes the place of the one
 * that is there, an older one goes to `superseded`, a cancel takes its row out. Nothing depends on what came first or how
 * often: of each key the highest version stands. What was replaced is marked for positions and sums, what is new by
 * `markMerged`.
 */
export async function mergeBatch(loader: Loader, fact: Fact, batch: Batch): Promise<Merged> {
  const stage = stageOf(batch.id)
  const days = await daysOf(loader, fact, stage)
  await loader.query(`select warehouse.make_months('superseded', $1::date[])`, [days])
  const told = batch.totals.repeats ? await leaveWinners(loader, fact, stage, batch.id) : 0
  const merged = { created: 0, corrected: 0, cancelled: 0, duplicates: told, days }
  const months = monthsOf(fact, merged.days)
  if (months.length > FEW_MONTHS) await loader.query(`create index on ${stage} (${fact.day.column})`)
  const cancels = await anyCancels(loader, stage)
  for (const month of months) {
    const one = await new Month(loader, fact, { stage, batchId: batch.id, month, cancels }).merge()
    merged.created += one.created
    merged.corrected += one.corrected
    merged.cancelled += one.cancelled
    merged.duplicates += one.duplicates
  }
  await loader.query(`drop table ${stage}`)
  return merged
}

async function anyCancels(loader: Loader, stage: string): Promise<boolean> {
  const [row] = await loader.query<{ any: boolean }>(
    `select exists (select from ${stage} where action = 'cancel') as any`,
  )
  return row!.any
}

async function daysOf(loader: Loader, { day }: Fact, stage: string): Promise<string[]> {
  const rows = await loader.query<{ day: string }>(`select distinct ${day.column} as day from ${stage} order by 1`)
  return rows.map((row) => row.day)
}

const monthsOf = (fact: Fact, days: readonly string[]) =>
  fact.months ? [...new Set(days.map((day) => day.slice(0, 7)))] : [null]

const keyOf = ({ subject, day, key }: Fact) => [subject, day.column, key]
const same = (fact: Fact, one: string, other: string) =>
  keyOf(fact)
    .map((column) => `${one}.${column} = ${other}.${column}`)
    .join(' and ')
/** In `superseded` every key ends in a text. */
const keyText = ({ key }: Fact, of: string) => (key === 'external_key' ? `${of}.external_key` : `${of}.${key}::text`)

/**
 * Where a file names a row more than once the last of it stands, and what it says against itself goes to `superseded`.
 * The number of rows that only said again what another says.
 */
async function leaveWinners(loader: Loader, fact: Fact, stage: string, batchId: string): Promise<number> {
  const key = keyOf(fact).join(', ')
  const ranked = `select ctid, first_value(row_hash) over w as hash, first_value(action) over w as act, row_number() over w as place
     from ${stage} window w as (partition by ${key} order by version desc, line desc)`
  await loader.query(
    `insert into warehouse.superseded (fact, subject_id, day, external_key, version, row_hash, action, batch_id, record)
     select $1, s.${fact.subject}, s.${fact.day.column}, ${keyText(fact, 's')}, s.version, s.row_hash, s.action, $2, to_jsonb(s) - '{line,action}'::text[]
     from ${stage} s join (${ranked}) r on r.ctid = s.ctid
     where r.place > 1 and (r.hash, r.act) is distinct from (s.row_hash, s.action)
     on conflict do nothing`,
    [fact.table, batchId],
  )
  const [same] = await loader.query<{ n: number }>(
    `with gone as (delete from ${stage} s using (${ranked}) r where r.ctid = s.ctid and r.place > 1
                   returning r.hash = s.row_hash and r.act = s.action as again)
     select count(*) filter (where again) as n from gone`,
  )
  return same!.n
}

interface MonthOf {
  stage: string
  batchId: string
  /** YYYY-MM; null for a fact that is not cut by month. */
  month: string | null
  /** Whether the stage holds any. */
  cancels: boolean
}

/** One month of a fact, written to its own partition. */
class Month {
  private readonly part: string
  /** The rows of the stage that belong here. */
  private readonly stage: string
  private readonly batchId: string
  private readonly cancels: boolean

  constructor(
    private readonly loader: Loader,
    private readonly fact: Fact,
    { stage, batchId, month, cancels }: MonthOf,
  ) {
    const { table, day } = fact
    this.part = `warehouse.${table}${month === null ? '' : `_${month.replace('-', '')}`}`
    const within = `${day.column} >= date '${month}-01' and ${day.column} < date '${month}-01' + interval '1 month'`
    this.stage = month === null ? stage : `(select * from ${stage} where ${within})`
    this.batchId = batchId
    this.cancels = cancels
  }

  async merge(): Promise<Omit<Merged, 'days'>> {
    const merged = { created: 0, corrected: 0, cancelled: 0, duplicates: 0 }
    const met = await this.meets()
    if (met) {
      merged.duplicates = await this.count(`s.row_hash = f.row_hash and s.action = 'new'`)
      await this.markReplaced()
      merged.corrected = await this.replace()
    }
    if (this.cancels) merged.cancelled = await this.cancel()
    // A cancel may have come before the row that it cancels.
    const cancelled = this.cancels || (await this.hasCancels())
    if (met || cancelled) await this.keepOlder(cancelled)
    merged.created = await this.create(met, cancelled)
    return merged
  }

  /** Whether a row of the stage is known already: mostly none is. */
  private async meets(): Promise<boolean> {
    const [row] = await this.loader.query<{ met: boolean }>(
      `select exists (select from ${this.part}) and exists (select from ${this.stage} s join ${this.part} f on ${same(this.fact, 's', 'f')}) as met`,
    )
    return row!.met
  }

  private async hasCancels(): Promise<boolean> {
    const [row] = await this.loader.query<{ any: boolean }>(
      `select exists (select from warehouse.superseded where fact = $1 and action = 'cancel'
         and day between (select min(${this.fact.day.column}) from ${this.stage} s) and (select max(${this.fact.day.column}) from ${this.stage} s)) as any`,
      [this.fact.table],
    )
    return row!.any
  }

  private async count(where: string): Promise<number> {
    const [row] = await this.loader.query<{ n: number }>(
      `select count(*) as n from ${this.stage} s join ${this.part} f on ${same(this.fact, 's', 'f')} where ${where}`,
    )
    return row!.n
  }

  /** What stands and is about to be replaced or cancelled: kept, and its position marked. */
  private async markReplaced() {
    const { fact, stage, part, loader } = this
    const replaced = `${stage} s join ${part} f on ${same(fact, 's', 'f')}
       where s.version > f.version and (s.action = 'cancel' or s.row_hash <> f.row_hash)`
    await markReplaced(loader, fact, replaced)
    await loader.query(
      `insert into warehouse.superseded (fact, subject_id, day, external_key, version, row_hash, action, batch_id, record)
       select $1, f.${fact.subject}, f.${fact.day.column}, ${keyText(fact, 'f')}, f.version, f.row_hash, 'new', f.batch_id, to_jsonb(f)
       from ${replaced} on conflict do nothing`,
      [fact.table],
    )
  }

  private async replace(): Promise<number> {
    const { fact, stage, part, loader, batchId } = this
    const taken = columnsOf(fact)
      .map(({ name }) => name)
      .filter((name) => !keyOf(fact).includes(name))
    // Said again by a later arrival: from now on that one is what a still later one must be newer than.
    await loader.query(
      `update ${part} f set version = s.version from ${stage} s
       where ${same(fact, 's', 'f')} and s.action = 'new' and s.version > f.version and s.row_hash = f.row_hash`,
    )
    return loader.change(
      `update ${part} f set ${taken.map((name) => `${name} = s.${name}`).join(', ')}, batch_id = $1
       from ${stage} s where ${same(fact, 's', 'f')} and s.action = 'new' and s.version > f.version`,
      [batchId],
    )
  }

  /** Cancels are kept, whether they take a row out or wait for one. */
  private async cancel(): Promise<number> {
    const { fact, stage, part, loader, batchId } = this
    await loader.query(
      `insert into warehouse.superseded (fact, subject_id, day, external_key, version, row_hash, action, batch_id, record)
       select $1, s.${fact.subject}, s.${fact.day.column}, ${keyText(fact, 's')}, s.version, s.row_hash, 'cancel', $2, to_jsonb(s) - '{line,action}'::text[]
       from ${stage} s where s.action = 'cancel' on conflict do nothing`,
      [fact.table, batchId],
    )
    return loader.change(
      `delete from ${part} f using ${stage} s where ${same(fact, 's', 'f')} and s.action = 'cancel' and s.version > f.version`,
    )
  }

  /** Versions that came after a newer one, or after the cancel of their row. */
  private async keepOlder(cancelled: boolean) {
    const { fact, stage, part, loader, batchId } = this
    await loader.query(
      `insert into warehouse.superseded (fact, subject_id, day, external_key, version, row_hash, action, batch_id, record)
       select $1, s.${fact.subject}, s.${fact.day.column}, ${keyText(fact, 's')}, s.version, s.row_hash, 'new', $2, to_jsonb(s) - '{line,action}'::text[]
       from ${stage} s
       where s.action = 'new'
         and (exists (select from ${part} f where ${same(fact, 's', 'f')} and s.version < f.version and s.row_hash <> f.row_hash)
              or ${cancelled ? this.isCancelled() : 'false'})
       on conflict do nothing`,
      [fact.table, batchId],
    )
  }

  private isCancelled(): string {
    const { fact } = this
    return `exists (select from warehouse.superseded c where c.fact = '${fact.table}' and c.action = 'cancel'
      and c.subject_id = s.${fact.subject} and c.day = s.${fact.day.column} and c.external_key = ${keyText(fact, 's')}
      and c.version > s.version)`
  }

  private create(met: boolean, cancelled: boolean): Promise<number> {
    const { fact, stage, part, loader, batchId } = this
    const names = columnsOf(fact).map(({ name }) => name)
    return loader.change(
      `insert into ${part} (${names.join(', ')}, batch_id)
       select ${names.map((name) => `s.${name}`).join(', ')}, $1 from ${stage} s
       where s.action = 'new'
         ${met ? `and not exists (select from ${part} f where ${same(fact, 's', 'f')})` : ''}
         ${cancelled ? `and not ${this.isCancelled()}` : ''}
       order by ${keyOf(fact)
         .map((column) => `s.${column}`)
         .join(', ')}`,
      [batchId],
    )
  }
}
