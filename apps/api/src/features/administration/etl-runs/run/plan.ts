import type { StepKind } from '@rapport/contract/administration/etl-projects'
import type { RunState } from '@rapport/contract/administration/etl-runs'
import { finishing } from '#features/administration/etl-projects/check-steps.ts'

/** A step of a run as the machine knows it. */
export interface Planned {
  code: string
  kind: StepKind
  itemId: string | null
  needs: readonly string[]
  state: RunState
  /** How often it was begun, and how often it ended whichever way. */
  tries: number
  ended: number
  batchId: string | null
  /** Milliseconds of the database's clock until it may be tried again; 0 for now. */
  waitMs: number
  failure: string | null
}

/** What is done as one: a step, or all that end together. */
export interface Unit {
  steps: readonly Planned[]
  finishes: boolean
}

/** After so many deaths of its worker a step is not tried again. */
const MOST_DEATHS = 2

const deaths = ({ tries, ended }: Planned) => tries - ended
export const isKiller = (step: Planned) => deaths(step) > MOST_DEATHS
/** Its worker died in it before. */
export const isSuspect = (step: Planned) => deaths(step) > 0

/** The units of a run, in the order of its steps: merge, summarise and publish are one. */
export function unitsOf(steps: readonly Planned[]): Unit[] {
  const together = steps.filter(({ kind }) => finishing.includes(kind))
  const single = steps.filter(({ kind }) => !finishing.includes(kind))
  const units: Unit[] = single.map((step) => ({ steps: [step], finishes: false }))
  if (together.length > 0) units.push({ steps: together, finishes: true })
  return units
}

/** Whether all that a unit needs from elsewhere is done. */
export function isPrepared({ steps }: Unit, all: readonly Planned[]): boolean {
  const inside = new Set(steps.map(({ code }) => code))
  const needs = steps.flatMap((step) => step.needs).filter((code) => !inside.has(code))
  return needs.every((code) => all.find((step) => step.code === code)?.state === 'done')
}

export const isWaiting = ({ steps }: Unit) =>
  steps.some(({ state }) => state === 'waiting') && steps.every(({ state }) => state === 'waiting' || state === 'done')

/** How long until a unit may be tried again, in milliseconds. */
export const waitOf = ({ steps }: Unit) => Math.max(...steps.map(({ waitMs }) => waitMs))

/** A step and all that need it, however far; with one that finishes, all that end together. */
export function withDependants(code: string, steps: readonly Pick<Planned, 'code' | 'needs' | 'kind'>[]): Set<string> {
  const found = new Set([code])
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const step of steps) if (step.needs.some((need) => found.has(need))) found.add(step.code)
    if (steps.some((step) => found.has(step.code) && finishing.includes(step.kind)))
      for (const step of steps) if (finishing.includes(step.kind)) found.add(step.code)
  }
  return found
}

type End = { state: RunState; failure: string | null } | { waitMs: number; failure: string | null }

/** What a run comes to when nothing of it is under way; where it goes on later, after how long, and what it waits for. */
export function endOf(steps: readonly Planned[]): End {
  const later = unitsOf(steps).filter((unit) => isWaiting(unit) && isPrepared(unit, steps))
  if (later.length > 0) {
    const failure = later.flatMap((unit) => unit.steps).find((step) => step.failure !== null)?.failure ?? null
    return { waitMs: Math.min(...later.map(waitOf)), failure }
  }
  const failed = steps.find(({ state }) => state === 'failed')
  if (failed) return { state: 'failed', failure: failed.failure }
  const held = steps.find(({ state }) => state === 'held')
  if (held) return { state: 'held', failure: held.failure }
  if (steps.every(({ state }) => state === 'done')) return { state: 'done', failure: null }
  return { state: 'stopped', failure: null }
}
