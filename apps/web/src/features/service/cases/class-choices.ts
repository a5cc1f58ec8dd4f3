import { type CaseClass, caseClasses } from '@rapport/contract/service/case-classes'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useNameOf } from '#words/name-of.ts'

/** The version of each class that holds on a day. */
export function inForce(classes: readonly CaseClass[], on: string): CaseClass[] {
  const latest = new Map<string, CaseClass>()
  for (const one of classes) {
    const known = latest.get(one.code)
    if (one.validFrom <= on && (!known || known.validFrom < one.validFrom)) latest.set(one.code, one)
  }
  return [...latest.values()]
}

/** The classes under which something new can be registered. */
export function useClassChoices() {
  const { today } = useViewer()
  const nameOf = useNameOf()
  const answer = useAsk(caseClasses.list)
  return inForce(answer.data?.items ?? [], today)
    .filter(({ retired }) => !retired)
    .map((one) => ({ value: one.code, label: nameOf(one) }))
}
