import type { EtlStep, StepKind } from '@rapport/contract/administration/etl-projects'
import { Refused, refusedField } from '#http/refused.ts'

const ofItems: readonly StepKind[] = ['fetch', 'stage', 'check', 'merge']
/** They end together in one transaction, so nothing else can wait for one of them. */
export const finishing: readonly StepKind[] = ['merge', 'summarise', 'publish']
/** What must have been done for the same item before. */
const after: Partial<Record<StepKind, readonly StepKind[]>> = {
  stage: ['fetch'],
  check: ['stage'],
  merge: ['stage', 'check'],
}

/** Refuses steps that could not be run: the first thing wrong, by its place. `known` are the items that are there. */
export function checkSteps(steps: readonly EtlStep[], known: ReadonlySet<string>) {
  const byCode = new Map(steps.map((step) => [step.code, step]))
  const kindsOfItems = new Set<string>()
  for (const [i, step] of steps.entries()) {
    const at = (field: string) => `steps.${i}.${field}`
    if (steps.findIndex(({ code }) => code === step.code) < i) throw refusedField(at('code'), 'step.code-twice')
    if (ofItems.includes(step.kind) !== (step.itemId !== null))
      throw refusedField(at('itemId'), step.itemId === null ? 'step.needs-item' : 'step.without-item')
    if (step.itemId !== null && !known.has(step.itemId)) throw refusedField(at('itemId'), 'step.unknown-item')
    const what = `${step.kind} ${step.itemId ?? ''}`
    if (kindsOfItems.has(what)) throw refusedField(at('kind'), 'step.twice')
    kindsOfItems.add(what)
    for (const [n, need] of step.needs.entries())
      if (!byCode.has(need)) throw refusedField(at(`needs.${n}`), 'step.unknown-need')
  }
  refuseCircle(byCode)
  for (const [i, step] of steps.entries()) refuseOrder(step, i, byCode)
}

function refuseCircle(byCode: ReadonlyMap<string, EtlStep>) {
  const done = new Set<string>()
  const walk = (code: string, path: string[]) => {
    const begins = path.indexOf(code)
    if (begins >= 0)
      throw new Refused(422, 'invalid', {
        errors: [{ field: 'steps', code: 'step.circle' }],
        details: { circle: [...path.slice(begins), code].join(' > ').slice(0, 1000) },
      })
    if (done.has(code)) return
    for (const need of byCode.get(code)!.needs) walk(need, [...path, code])
    done.add(code)
  }
  for (const code of byCode.keys()) walk(code, [])
}

function refuseOrder(step: EtlStep, i: number, byCode: ReadonlyMap<string, EtlStep>) {
  const before = [...allBefore(step, byCode)]
  for (const kind of after[step.kind] ?? [])
    if (!before.some((other) => other.kind === kind && other.itemId === step.itemId))
      throw refusedField(`steps.${i}.needs`, `step.needs-${kind}`)
  const late = before.find((other) => finishing.includes(other.kind) && rank(other.kind) > rank(step.kind))
  if (late) throw refusedField(`steps.${i}.needs`, `step.before-${late.kind}`)
  if (step.kind === 'publish' && ![...byCode.values()].some(({ kind }) => kind === 'merge'))
    throw refusedField(`steps.${i}.kind`, 'step.nothing-to-publish')
  const unpublished = [...byCode.values()].find(
    ({ kind, code }) => kind === 'merge' && !before.some((b) => b.code === code),
  )
  if (step.kind === 'publish' && unpublished) throw refusedField(`steps.${i}.needs`, 'step.publish-before-merge')
}

const order: readonly StepKind[] = ['fetch', 'stage', 'check', 'merge', 'summarise', 'publish']
const rank = (kind: StepKind) => order.indexOf(kind)

/** All steps that come before one, however far. */
function allBefore(step: EtlStep, byCode: ReadonlyMap<string, EtlStep>, found = new Set<EtlStep>()): Set<EtlStep> {
  for (const need of step.needs) {
    const other = byCode.get(need)!
    if (found.has(other)) continue
    found.add(other)
    allBefore(other, byCode, found)
  }
  return found
}
