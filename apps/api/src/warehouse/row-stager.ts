import type { CopyBlock } from '#warehouse/collect/copy-block.ts'
import type { RawRecord } from '#warehouse/collect/formats/record.ts'
import { compileMapping, type RowMapper } from '#warehouse/collect/mapping/compile-mapping.ts'
import { declaredSums } from '#warehouse/collect/totals/declared.ts'
import { Tally } from '#warehouse/collect/totals/tally.ts'
import { Faults, type Reason, type Values } from '#warehouse/collect/values.ts'
import { type Batch, versionOf } from './batches.ts'
import type { Fact } from './facts.ts'
import type { Decisions, Quarantine } from './quarantine.ts'
import type { References } from './references.ts'
import { rowHash } from './row-hash.ts'
import { Judge, type Judged, type Judging, type Known, type Rule } from './rules.ts'
import { Seen } from './seen.ts'
import { type Staged, type Stager, stagerOf } from './stage-rows.ts'
import type { StepItem } from './step.ts'

interface Means {
  item: Pick<StepItem, 'layout' | 'mapping' | 'keyFields' | 'sideFile' | 'lateDays'>
  /** What rows become; what is no fact says itself how it is staged. */
  fact: Fact | { stager: (mapper: RowMapper) => Stager }
  batch: Batch
  references: References
  rules: { rules: readonly Rule[]; known: Known }
  decisions: Decisions
  quarantine: Pick<Quarantine, 'add'>
  judging?: Judging
}

/** What the columns of a file are compiled to, once they are known. */
interface Compiled {
  mapper: RowMapper
  tally: Tally
  stage: Stager
  judge: Judge
  mandatory: ReadonlySet<string>
}

/** Makes of the records of a file lines of its stage, one after the other, and counts what became of them. */
export class RowStager {
  count = 0
  staged = 0
  /** Rows of an earlier day than the batch's. */
  late = 0
  ofTheDay = 0
  columns: readonly string[] = []
  /** The first days of the months that rows belong to. */
  readonly months = new Set<string>()
  /** Whether two rows of the file may be known by the same: their hashes are equal. */
  repeats = false
  /** Rows that only name again what another row of the file names. */
  again = 0
  private readonly seen = new Seen()
  /** What was found of each day that a row belongs to. */
  private readonly days = new Map<string, Reason | null>()
  private missing = 0
  private compiled: Compiled | null = null

  constructor(private readonly means: Means) {}

  /** Throws `MappingRefused` where the columns are not those that the item was described with. */
  begin(columns: readonly string[]) {
    if (this.compiled) return
    const { item, fact, batch, references, rules, judging } = this.means
    const decimalComma = 'decimalComma' in item.layout && item.layout.decimalComma
    const mapper = compileMapping(item.mapping, columns, { decimalComma })
    const sums = declaredSums(item.layout, item.sideFile ?? undefined)
    this.columns = columns
    this.compiled = {
      mapper,
      tally: new Tally({ fields: mapper.target.fields, sums }),
      stage:
        'stager' in fact
          ? fact.stager(mapper)
          : stagerOf({
              fact,
              mapper,
              references,
              keyFields: item.keyFields,
              tellsVersion: 'version' in item.mapping.fields,
              versionOf: versionOf(batch),
            }),
      judge: new Judge(rules, mapper.target, batch.businessDate, judging),
      mandatory: new Set(mapper.mandatory),
    }
  }

  /** Writes the line of a record to the stage; nothing where it is held back or was dismissed. */
  take(record: RawRecord, block: CopyBlock): void {
    const { mapper, tally, stage } = this.compiled!
    const { decisions } = this.means
    const { line, fault } = record
    this.count++
    const fixed = decisions.fixed.get(line)
    const cells = fixed ?? record.cells
    const values = fault && !fixed ? new Faults([{ field: '', code: fault }]) : mapper.map(cells)
    if (values instanceof Faults) {
      // What cannot be read is a row of the file all the same.
      tally.rows++
      this.missing += this.missingIn(values)
      this.heldBack(line, cells, values.reasons)
      return
    }
    tally.add(values)
    const begin = block.size
    const staged = stage(line, values, block)
    const reasons = decisions.dismissed.has(line) ? leftOut : this.reasonsToHold(staged, values)
    if (reasons === null) return
    block.back(begin)
    if (reasons !== leftOut) this.heldBack(line, cells, reasons)
  }

  /** Null for a row that goes in. */
  private reasonsToHold(staged: Staged, values: Values): readonly Reason[] | null {
    if ('reason' in staged) return [staged.reason]
    const broken = this.compiled!.judge.judge(values)
    const late = this.ofAnotherDay(staged.day)
    if (broken.length > 0 || late !== null) return late ? [...broken, late] : broken
    this.staged++
    if (this.seen.add(rowHash(staged.key))) {
      this.repeats = true
      if (!staged.cancels) this.again++
    }
    return null
  }

  private heldBack(line: number, cells: readonly string[], reasons: readonly Reason[]): void {
    const { decisions, quarantine, references } = this.means
    if (decisions.dismissed.has(line)) return
    const { mapper } = this.compiled!
    const said = (field: string) => (isNoRecord(reasons) ? null : mapper.said(field, cells))
    quarantine.add({ line, cells, reasons, unitId: references.unitOf(said('customerNo'), said('accountNumber')) })
  }

  /** Of a row that is no record of this file no cell says anything. */
  private missingIn({ reasons }: Faults): number {
    const { mandatory } = this.compiled!
    if (isNoRecord(reasons)) return mandatory.size
    return reasons.filter(({ field, code }) => code === 'required' && mandatory.has(field)).length
  }

  totals() {
    return this.compiled?.tally.found() ?? { rows: 0, sums: {}, sha256: null }
  }

  judged(): Judged {
    return this.compiled?.judge.judged() ?? { rows: 0, checks: 0, broken: {}, holding: [] }
  }

  /** Cells that must say something, and how many of them do not. */
  cells() {
    return { expected: this.count * (this.compiled?.mandatory.size ?? 0), missing: this.missing }
  }

  /** A row of an earlier day is late; one of too long ago, or of a day to come, is held back. */
  private ofAnotherDay(day: string): Reason | null {
    const { businessDate } = this.means.batch
    let reason = this.days.get(day)
    if (reason === undefined) {
      reason = this.judgeDay(day)
      this.days.set(day, reason)
      if (reason === null) this.months.add(`${day.slice(0, 7)}-01`)
    }
    if (reason !== null) return reason
    if (day === businessDate) this.ofTheDay++
    else this.late++
    return null
  }

  private judgeDay(day: string): Reason | null {
    const { batch, fact, item } = this.means
    const field = 'day' in fact ? fact.day.field : ''
    if (day > batch.businessDate) return { field, code: 'day.future' }
    return daysBetween(day, batch.businessDate) > item.lateDays ? { field, code: 'day.too-late' } : null
  }
}

/** Dismissed by a person: there is nothing to hold. */
const leftOut: readonly Reason[] = []
const isNoRecord = (reasons: readonly Reason[]) => reasons.some(({ field }) => field === '')

const DAY = 86_400_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY
