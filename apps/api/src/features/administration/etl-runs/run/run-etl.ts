import type { Product } from '#product.ts'
import { MISSING } from '#warehouse/fetch/fetch.ts'
import { Held, type Means, type Outcome, StepFails, Stopped, type Works } from '#warehouse/step.ts'
import { isTradingDay } from '#warehouse/trading-days.ts'
import { causeOf } from './cause-of.ts'
import { FEED_BROKEN, type Unfed, unfed } from './feeds.ts'
import { hold } from './hold.ts'
import { loadSteps } from './load-steps.ts'
import type { Places } from './places.ts'
import { endOf, isKiller, isPrepared, isSuspect, isWaiting, type Planned, type Unit, unitsOf, waitOf } from './plan.ts'
import { type Claimed, Overtaken, RunRecord } from './record.ts'
import type { Executors } from './steps.ts'

export interface Machine extends Works {
  collecting: Product['collecting']
  executors: Executors
  places: Places
  /** True from the moment when the worker is to end: what is under way goes on in the next one. */
  stopping: () => boolean
  /** Before the next try, by how many there were, in milliseconds. */
  pause?: (tries: number) => number
  /** Between two looks for a file that has not come. */
  lookAgainMs?: number
  settleMs?: number
  /** A step that does not end within this time ends its worker (`hung`), which is what a death is. */
  longestMs?: number
  hung?: () => void
  checkpoint?: Means['checkpoint']
}

const MOST_TRIES = 5
const pauseAfter = (tries: number) => 2_000 * 4 ** (tries - 1)
const POLL = 1_000

/**
 * Takes a run as far as it goes: to its end, to where it has to wait, or until the worker is to stop. Does nothing when
 * another worker has it, or its turn has not come. Killed at any point, it goes on from the last whole step.
 */
export async function runEtl(machine: Machine, runId: string, taskId: string): Promise<void> {
  const lock = await hold(machine.connections, 'task', taskId)
  if (!lock) return
  const record = new RunRecord(machine.connections, runId)
  try {
    const claimed = await record.claim()
    if (claimed) await new Running(machine, record, claimed, lock.held).go()
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
  } finally {
    await lock.release()
  }
}

class Running {
  private stop = false

  constructor(
    private readonly machine: Machine,
    private readonly record: RunRecord,
    private readonly run: Claimed,
    private readonly held: () => boolean,
  ) {}

  private readonly ending = () => this.stop || this.machine.stopping() || !this.held()

  async go() {
    const { run, record } = this
    this.stop = run.stopAsked
    if (!this.stop && (await this.isNoDayForIt())) return
    const polling = setInterval(
      () =>
        void record
          .flush()
          .then(() => record.stopAsked())
          .then((asked) => {
            this.stop ||= asked
          })
          .catch(() => undefined),
      POLL,
    )
    try {
      await this.allUnits()
      if (this.stop) await record.endOthers('stopped')
      const end = this.stop ? { state: 'stopped' as const, failure: null } : endOf(run.steps)
      if ('waitMs' in end) await record.leave('waiting', end)
      else {
        record.log({ step: null, level: end.failure ? 'error' : 'info', code: `run.${end.state}`, details: {} })
        await record.flush()
        await record.leave(end.state, { failure: end.failure })
      }
    } finally {
      clearInterval(polling)
      await record.flush()
    }
  }

  private async isNoDayForIt(): Promise<boolean> {
    const { run, record } = this
    if (run.calendar === 'every-day') return false
    const trading = await isTradingDay(this.machine.connections, run.businessDate)
    if (trading === null) record.log({ step: null, level: 'warning', code: 'calendar.unknown', details: {} })
    if (trading !== false) return false
    record.log({ step: null, level: 'info', code: 'run.skipped', details: {} })
    await record.endOthers('skipped')
    await record.flush()
    await record.leave('skipped')
    return true
  }

  /** Starts what can be started, again whenever something ends, until nothing is left or everything is to stop. */
  private async allUnits() {
    const under = new Map<Unit, Promise<void>>()
    const units = unitsOf(this.run.steps)
    let overtaken: unknown = null
    for (;;) {
      const may = this.ending() || overtaken ? [] : units.filter((unit) => !under.has(unit) && this.isReady(unit))
      for (const unit of may) {
        const begun = this.machine.places
          .during({ alone: unit.steps.some(isSuspect) }, () => this.unit(unit))
          .catch((error: unknown) => {
            overtaken ??= error
            this.stop = true
          })
          .finally(() => under.delete(unit))
        under.set(unit, begun)
      }
      if (under.size === 0) break
      await Promise.race(under.values())
    }
    if (overtaken) throw overtaken
  }

  private isReady(unit: Unit): boolean {
    return isWaiting(unit) && waitOf(unit) === 0 && isPrepared(unit, this.run.steps)
  }

  private async unit(unit: Unit) {
    if (this.ending()) return
    const codes = unit.steps.map(({ code }) => code)
    const killer = unit.steps.find(isKiller)
    if (killer) return this.out(unit, killer, { state: 'failed', failure: 'step.kills-worker', uncounted: false })
    const [first] = codes
    await this.record.begin(codes, [first!])
    for (const step of unit.steps) step.tries++
    const at = { code: first! }
    const alarm = setTimeout(() => this.machine.hung?.(), this.machine.longestMs ?? 6 * 3_600_000)
    try {
      if (unit.finishes) {
        const lacking = await unfed(this.machine.connections, this.run.waitsFor, this.run.businessDate)
        if (lacking) return await this.unfed(unit, unit.steps[0]!, lacking)
        await this.finish(unit, at)
      } else await this.single(unit.steps[0]!)
      await this.record.ended(codes, { state: 'done' })
      for (const step of unit.steps) Object.assign(step, { state: 'done', failure: null, ended: step.ended + 1 })
      for (const step of codes) this.say(step, 'info', 'step.done')
    } catch (error) {
      if (error instanceof Overtaken) throw error
      await this.failed(unit, unit.steps.find(({ code }) => code === at.code)!, error)
    } finally {
      clearTimeout(alarm)
    }
  }

  private async single(step: Planned) {
    const { executors } = this.machine
    const [loaded] = await loadSteps(this.machine.connections, [step], this.run.steps)
    const means = this.means(() => step.code)
    let outcome: Outcome
    if (step.kind === 'fetch') {
      const { collecting, settleMs } = this.machine
      const { batchId, ...found } = await executors.fetch(loaded!, {
        ...means,
        collecting,
        ...(settleMs !== undefined && { settleMs }),
      })
      step.batchId = batchId
      outcome = found
    } else outcome = await executors[step.kind === 'stage' ? 'stage' : 'check'](loaded!, means)
    await this.record.outcome(step.code, outcome, step.batchId)
  }

  private async finish(unit: Unit, at: { code: string }) {
    const steps = await loadSteps(this.machine.connections, unit.steps, this.run.steps)
    await this.machine.executors.finish(
      steps,
      this.means(() => at.code),
      async (code, state, outcome) => {
        at.code = code
        if (state === 'running') await this.record.running(code)
        if (outcome) await this.record.outcome(code, outcome)
        // Done only when all of them are: until then it may still be undone.
        if (state === 'done') await this.record.progress(code, 1)
      },
    )
  }

  private means(code: () => string): Means {
    const { machine, run } = this
    const { connections, seal, now, dataDir, checkpoint } = machine
    let last = 0
    return {
      connections,
      seal,
      now,
      dataDir,
      run: { id: run.id, businessDate: run.businessDate },
      log: (level, what, details = {}) => this.say(code(), level, what, details),
      progress: (part) => {
        // A few times a second at most: each is told to whoever looks on.
        if (performance.now() - last < 500) return
        last = performance.now()
        void this.record.progress(code(), part).catch(() => undefined)
      },
      stopping: this.ending,
      ...(checkpoint && { checkpoint }),
    }
  }

  private say(
    step: string,
    level: 'info' | 'warning' | 'error',
    code: string,
    details: Record<string, string | number | boolean | null> = {},
  ) {
    this.record.log({ step, level, code, details })
  }

  private async failed(unit: Unit, step: Planned, error: unknown) {
    if (error instanceof Stopped)
      return this.out(unit, step, { state: this.stop ? 'stopped' : 'waiting', uncounted: true })
    if (error instanceof Held) {
      await this.record.outcome(step.code, error.outcome)
      return this.out(unit, step, { state: 'held', failure: error.code })
    }
    if (error instanceof StepFails && error.code === MISSING) return this.notThere(unit, step)
    if (error instanceof StepFails)
      return this.out(unit, step, { state: 'failed', failure: error.code, details: error.details })
    const failure = causeOf(error)
    // A database that is away must not use up the tries of everything that runs.
    if (step.tries >= MOST_TRIES) return this.out(unit, step, { state: 'failed', failure })
    const waitMs = (this.machine.pause ?? pauseAfter)(step.tries)
    this.say(step.code, 'warning', 'step.again', {
      cause: failure,
      tries: step.tries,
      seconds: Math.round(waitMs / 1000),
    })
    await this.out(unit, step, { state: 'waiting', failure, waitMs })
  }

  /** What has not come is waited for until the run is late; a day that nobody waits for has simply nothing. */
  private async notThere(unit: Unit, step: Planned) {
    const { dueInMs } = this.run
    if (dueInMs === null || dueInMs <= 0) return this.out(unit, step, { state: 'failed', failure: MISSING })
    const waitMs = Math.min(this.machine.lookAgainMs ?? 30_000, dueInMs)
    await this.out(unit, step, { state: 'waiting', failure: MISSING, waitMs, uncounted: true })
  }

  /**
   * A day whose feeds are not there is not merged. What will come is waited for, until the run is late or as long as somebody
   * brings it; else the run is held, and goes on by itself once they are there (`goOnWithFeeds`).
   */
  private async unfed(unit: Unit, step: Planned, { code, items, coming }: Unfed) {
    const { dueInMs } = this.run
    const details = { items: items.join(', ').slice(0, 500) }
    if (code === FEED_BROKEN || !(coming || (dueInMs ?? 0) > 0))
      return this.out(unit, step, { state: 'held', failure: code, uncounted: true, details })
    if (step.failure !== code) this.say(step.code, 'warning', code, details)
    const longest = this.machine.lookAgainMs ?? 30_000
    const waitMs = dueInMs !== null && dueInMs > 0 ? Math.min(longest, dueInMs) : longest
    await this.out(unit, step, { state: 'waiting', failure: code, waitMs, uncounted: true })
  }

  /** Writes how a unit came out that is not done: its step as said, the others wait for the next time. */
  private async out(
    unit: Unit,
    step: Planned,
    {
      details = {},
      ...said
    }: {
      state: 'failed' | 'held' | 'stopped' | 'waiting'
      failure?: string
      waitMs?: number
      uncounted?: boolean
      details?: Record<string, string | number>
    },
  ) {
    const others = unit.steps.filter((other) => other !== step)
    const { state, failure = null, waitMs = 0, uncounted = false } = said
    if (others.length > 0)
      await this.record.ended(
        others.map(({ code }) => code),
        { state: state === 'stopped' ? 'stopped' : 'waiting', uncounted },
      )
    for (const other of others) other.state = state === 'stopped' ? 'stopped' : 'waiting'
    await this.record.ended([step.code], said)
    Object.assign(step, { state, failure, waitMs })
    if (state === 'failed' || state === 'held')
      this.say(step.code, state === 'failed' ? 'error' : 'warning', failure ?? `step.${state}`, details)
  }
}
