import type { EtlStep } from '@rapport/contract/administration/etl-projects'

/** A code like this one that no step has yet. */
export function freeCode(steps: readonly EtlStep[], like: string): string {
  const taken = new Set(steps.map(({ code }) => code))
  let code = like
  for (let n = 2; taken.has(code); n++) code = `${like}-${n}`
  return code
}

const chain = ['fetch', 'stage', 'check', 'merge'] as const

/** The steps with those of one more item: fetch, stage, check, merge, each needing the one before. */
export function stepsOfItem(steps: readonly EtlStep[], item: { id: string; code: string }): EtlStep[] {
  const made: EtlStep[] = []
  for (const kind of chain) {
    const before = made.at(-1)
    const code = freeCode([...steps, ...made], `${kind}-${item.code}`.slice(0, 56))
    made.push({ code, kind, itemId: item.id, needs: before ? [before.code] : [] })
  }
  const merged = made.at(-1)?.code
  // A summary that is there already is of this item too.
  return [
    ...steps.map((step) => (step.kind === 'summarise' && merged ? { ...step, needs: [...step.needs, merged] } : step)),
    ...made,
  ]
}

/** The steps with summarise after every merge, and publish after that; what is there already stays. */
export function endOf(steps: readonly EtlStep[]): EtlStep[] {
  const all = [...steps]
  let summarise = all.find(({ kind }) => kind === 'summarise')
  if (!summarise) {
    const needs = all.filter(({ kind }) => kind === 'merge').map(({ code }) => code)
    summarise = { code: freeCode(all, 'summarise'), kind: 'summarise', itemId: null, needs }
    all.push(summarise)
  }
  if (!all.some(({ kind }) => kind === 'publish'))
    all.push({ code: freeCode(all, 'publish'), kind: 'publish', itemId: null, needs: [summarise.code] })
  return all
}

/** The steps with one of them changed; whoever needs it goes on doing so under its new code. */
export function renamed(steps: readonly EtlStep[], at: number, next: EtlStep): EtlStep[] {
  const before = steps[at]?.code
  return steps.map((step, place) =>
    place === at ? next : { ...step, needs: step.needs.map((need) => (need === before ? next.code : need)) },
  )
}

/** The steps without one; whoever needed it needs what it needed. */
export function without(steps: readonly EtlStep[], code: string): EtlStep[] {
  const gone = steps.find((step) => step.code === code)
  return steps
    .filter((step) => step !== gone)
    .map((step) =>
      step.needs.includes(code)
        ? { ...step, needs: [...new Set(step.needs.flatMap((need) => (need === code ? (gone?.needs ?? []) : [need])))] }
        : step,
    )
}
