import type { RawRecord } from '#warehouse/collect/formats/record.ts'
import { compileMapping, type RowMapper } from '#warehouse/collect/mapping/compile-mapping.ts'
import { declaredSums } from '#warehouse/collect/totals/declared.ts'
import { Tally } from '#warehouse/collect/totals/tally.ts'
import { Faults, type Reason } from '#warehouse/collect/values.ts'
import { type Batch, versionOf } from './batches.ts'
import type { Fact } from './facts.ts'
import type { Decisions, Quarantine } from './quarantine.ts'
import type { References } from './references.ts'
import { rowHash } from './row-hash.ts'
import { Judge, type Judged, type Known, type Rule } from './rules.ts'
import { Seen } from './seen.ts'
import { stagerOf } from './stage-rows.ts'
import type { StepItem } from './step.ts'

interface Means {
  item: StepItem
  fact: Fact
  batch: Batch
  references: References
  rules: { rules: readonly Rule[]; known: Known }
  decisions: Decisions
  quarantine: Quarantine
}

/** What the columns of a file are compiled to, once they are known. */
interface Compiled {
  mapper: RowMapper
  tally: Tally
  stage: ReturnType<typeof stagerOf>
  judge: Judge
  /** The fields that must say something. */
  mandatory: number
}

/** Turns the records of a file into lines of its stage, one after the other, and counts what became of them. */
export class RowStager {
  count = 0
  staged = 0
  /** Rows of an earlier day than the batch's. */
  late = 0
  ofTheDay = 0
  columns: readonly string[] = []
  /** Lines that a person had fixed and that went through. */
  readonly fixed: number[] = []
  /** The first days of the months that rows belong to. */
  readonly months = new Set<string>()
  /** Whether two rows of the file may be known by the same: their hashes are equal. */
  repeats = false
  private readonly seen = new Seen()
  private missing = 0
  private compiled: Compiled | null = null

  constructor(private readonly means: Means) {}

  /** Throws `MappingRefused` where the columns are not those that the item was described with. */
  begin(columns: readonly string[]) {
    if (this.compiled) return
    const { item, fact, batch, references, rules } = this.means
    const decimalComma = 'decimalComma' in item.layout && item.layout.decimalComma
    const mapper = compileMapping(item.mapping, columns, { decimalComma })
    const sums = declaredSums(item.layout, item.sideFile ?? undefined)
    this.columns = columns
    this.compiled = {
      mapper,
      tally: new Tally({ fields: mapper.target.fields, sums }),
      stage: stagerOf({
        fact,
        mapper,
        references,
        keyFields: item.keyFields,
        tellsVersion: 'version' in item.mapping.fields,
        versionOf: versionOf(batch),
      }),
      judge: new Judge(rules, mapper.target, batch.businessDate),
      mandatory: mapper.target.fields.filter(({ required }) => required).length,
    }
  }

  /** The line of a record; '' where it is held back or was dismissed. */
  lineOf(record: RawRecord): string {
    const { mapper, tally, stage, judge } = this.compiled!
    const { decisions, quarantine } = this.means
    this.count++
    const { line } = record
    const fixed = decisions.fixed.get(line)
    const cells = fixed ?? record.cells
    const values = record.fault && !fixed ? new Faults([{ field: '', code: record.fault }]) : mapper.map(cells)
    if (values instanceof Faults) {
      // What cannot be read is a row of the file all the same.
      tally.rows++
      this.missing += values.reasons.filter(({ code }) => code === 'required').length
      if (!decisions.dismissed.has(line)) quarantine.add({ line, cells, reasons: values.reasons })
      return ''
    }
    tally.add(values)
    const staged = stage(line, values)
    if (decisions.dismissed.has(line)) return ''
    const reasons = 'reason' in staged ? [staged.reason] : [...judge.judge(values), ...this.ofAnotherDay(staged.day)]
    if ('reason' in staged || reasons.length > 0) {
      quarantine.add({ line, cells, reasons })
      return ''
    }
    if (fixed) this.fixed.push(line)
    this.staged++
    if (this.seen.add(rowHash(staged.key))) this.repeats = true
    return staged.line
  }

  totals() {
    return this.compiled?.tally.found() ?? { rows: 0, sums: {}, sha256: null }
  }

  judged(): Judged {
    return this.compiled?.judge.judged() ?? { rows: 0, broken: {}, holding: [] }
  }

  /** Cells that must say something, and how many of them do not. */
  cells() {
    return { expected: this.count * (this.compiled?.mandatory ?? 0), missing: this.missing }
  }

  /** A row of an earlier day is late; one of too long ago, or of a day to come, is held back. */
  private ofAnotherDay(day: string): Reason[] {
    const { batch, fact, item } = this.means
    if (day > batch.businessDate) return [{ field: fact.day.field, code: 'day.future' }]
    if (day === batch.businessDate) this.ofTheDay++
    else if (daysBetween(day, batch.businessDate) > item.lateDays)
      return [{ field: fact.day.field, code: 'day.too-late' }]
    else this.late++
    this.months.add(`${day.slice(0, 7)}-01`)
    return []
  }
}

const DAY = 86_400_000
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY
