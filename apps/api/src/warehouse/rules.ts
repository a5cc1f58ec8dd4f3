import { RuleSettings, type ruleEffects } from '@rapport/contract/administration/quality-rules'
import type { Loader } from '@rapport/database/as-loader'
import { parseDecimal, unitsAt } from '@rapport/finance/decimal'
import { type Condition, compileCondition } from '#warehouse/collect/conditions/conditions.ts'
import type { Target } from '#warehouse/collect/fields/field.ts'
import { keyText } from '#warehouse/collect/natural-key.ts'
import { sumName } from '#warehouse/collect/totals/declared.ts'
import { Tally } from '#warehouse/collect/totals/tally.ts'
import type { Reason, Values } from '#warehouse/collect/values.ts'
import { rowHash } from './row-hash.ts'
import { Seen } from './seen.ts'

type Effect = (typeof ruleEffects)[number]
export interface Rule {
  code: string
  effect: Effect
  settings: RuleSettings
}
/** What rules refer to, by its name: numbers and codes that are known. */
export type Known = ReadonlyMap<string, Pick<ReadonlySet<string>, 'has'>>

const known = {
  customers: 'select customer_no as name from customers',
  accounts: 'select number as name from accounts',
  securities: 'select code as name from securities',
  units: 'select code as name from units',
  staff: 'select staff_no as name from users where staff_no is not null union select username from users',
}

const isKnown = (to: string): to is keyof typeof known => to in known

/** The rules of an item that are not paused, and what they refer to; with `only`, as far as it is one of these names. */
export async function rulesOf(
  loader: Pick<Loader, 'query'>,
  itemId: string,
  only?: readonly string[],
  /** The keys of another item's rows; without it every key is one of them. */
  keysOf: (itemCode: string) => Promise<Pick<ReadonlySet<string>, 'has'>> = async () => ({ has: () => true }),
): Promise<{ rules: Rule[]; known: Known }> {
  const rows = await loader.query<{ code: string; effect: Effect; settings: object }>(
    'select code, effect, settings from quality_rules where item_id = $1 and active order by code',
    [itemId],
  )
  const rules = rows.map(({ settings, ...rule }) => ({ ...rule, settings: RuleSettings.parse(settings) }))
  const sets = new Map<string, Pick<ReadonlySet<string>, 'has'>>()
  for (const { settings } of rules) {
    if (settings.kind !== 'reference' || sets.has(settings.to)) continue
    if (!isKnown(settings.to)) {
      sets.set(settings.to, await keysOf(settings.to.slice('item:'.length)))
      continue
    }
    const such = only ? `select name from (${known[settings.to]}) k where name = any ($1)` : known[settings.to]
    const names = await loader.query<{ name: string }>(such, only ? [only] : [])
    sets.set(settings.to, new Set(names.map(({ name }) => name)))
  }
  return { rules, known: sets }
}

/** How often each rule was broken, of how many rows. */
export interface Judged {
  rows: number
  /** So many judgements there were: of each row by each rule, of the whole by each balance. */
  checks: number
  broken: Record<string, number>
  /** Rules for the sake of which the whole day is held. */
  holding: string[]
}

/** What is judged: the rows of a day, which may be held as a whole, or rows by themselves, of which only they are. */
export type Judging = 'day' | 'rows'

/** Judges rows by the rules of their item, one after the other, and counts. */
export class Judge {
  private readonly checks: { code: string; effect: Effect; reason: Reason; keeps: Condition }[] = []
  private readonly balances: {
    code: string
    effect: Effect
    tally: Tally
    of: Extract<RuleSettings, { kind: 'balance' }>
  }[] = []
  private readonly counts = new Map<string, number>()
  private rows = 0

  constructor(
    { rules, known }: { rules: readonly Rule[]; known: Known },
    target: Target,
    businessDate: string,
    private readonly of: Judging = 'day',
  ) {
    for (const { code, effect, settings } of rules) {
      this.counts.set(code, 0)
      if (settings.kind === 'balance') {
        const sums = [settings.sum, ...(settings.equals ? [settings.equals] : [])]
        this.balances.push({ code, effect, tally: new Tally({ fields: target.fields, sums }), of: settings })
        continue
      }
      const field = 'field' in settings ? settings.field : ''
      const keeps = condition(settings, target, businessDate, known)
      this.checks.push({ code, effect, reason: { field, code: `rule:${code}` }, keeps })
    }
  }

  /** The reasons for which a row is held back. A condition that cannot be told of it is kept. */
  judge(values: Values): Reason[] {
    this.rows++
    let held = none
    for (const { code, effect, reason, keeps } of this.checks) {
      if (keeps(values) !== false) continue
      this.counts.set(code, this.counts.get(code)! + 1)
      if (effect === 'hold-row' || (effect === 'hold-day' && this.of === 'rows')) held = [...held, reason]
    }
    if (held.length === 0) for (const { tally } of this.balances) tally.add(values)
    return held
  }

  judged(): Judged {
    for (const { code, tally, of } of this.balances) {
      const { sums } = tally.found()
      const other = of.equals ? sums[sumName(of.equals)]! : of.amount!
      if (!areEqual(sums[sumName(of.sum)]!, other)) this.counts.set(code, 1)
    }
    const whole = [...this.checks, ...this.balances].filter(
      ({ code, effect }) => effect !== 'count' && this.counts.get(code)! > 0,
    )
    // A balance is about no row: there is nothing to hold but the day.
    const holding = whole.filter((rule) => rule.effect === 'hold-day' || 'tally' in rule).map(({ code }) => code)
    const checks = this.rows * this.checks.length + this.balances.length
    return { rows: this.rows, checks, broken: Object.fromEntries(this.counts), holding }
  }
}

const none: Reason[] = []

function areEqual(one: string, other: string): boolean {
  const [a, b] = [parseDecimal(one), parseDecimal(other)]
  const places = Math.max(a.places, b.places)
  return unitsAt(a, places) === unitsAt(b, places)
}

type RowRule = Exclude<RuleSettings, { kind: 'balance' }>

function condition(rule: RowRule, target: Target, businessDate: string, sets: Known): Condition {
  const place = (name: string) => target.fields.findIndex((field) => field.name === name)
  switch (rule.kind) {
    case 'condition':
      return compileCondition(rule.condition, target, { businessDate })
    case 'null': {
      const at = place(rule.field)
      return (values) => values[at] != null
    }
    case 'range': {
      const text = (sign: string, bound: string | null) =>
        bound === null ? [] : [`${rule.field} ${sign} ${literal(target, place(rule.field), bound)}`]
      return compileCondition([...text('>=', rule.from), ...text('<=', rule.to)].join(' && '), target, { businessDate })
    }
    case 'format': {
      const [at, shape] = [place(rule.field), shapeOf(rule.pattern)]
      return (values) => values[at] == null || shape.test(values[at]!)
    }
    case 'reference': {
      const [at, names] = [place(rule.field), sets.get(rule.to)!]
      return (values) => values[at] == null || names.has(values[at]!)
    }
    case 'unique': {
      const [at, seen] = [rule.fields.map(place), new Seen()]
      return (values) => !seen.add(rowHash(keyText(values, at)))
    }
  }
}

/** A bound as the condition language writes it: numbers as they are, days and texts in quotes. */
function literal(target: Target, at: number, bound: string): string {
  const type = target.fields[at]?.type
  return type === 'decimal' || type === 'integer' ? bound : JSON.stringify(bound)
}

const classes: Readonly<Record<string, string>> = { '9': '\\d', A: '[A-Z]', a: '[a-z]', X: '[A-Za-z0-9]', '*': '.*' }

/** A picture as an expression: it cannot be slow, as those that people write can. */
function shapeOf(pattern: string): RegExp {
  const one = [...pattern].map((c) => classes[c] ?? c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  return new RegExp(`^${one.join('')}$`, 'su')
}
