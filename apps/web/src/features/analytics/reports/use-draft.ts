import { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { useState } from 'react'
import { useAddress } from '#ui/address.ts'
import { definitionIn, same } from './draft.ts'

export interface Draft {
  draft: ReportDefinition
  set: (next: ReportDefinition) => void
  /** Back to what is kept. */
  reset: () => void
  /** How often it went back: what is half written in the settings goes with it. */
  round: number
  /** The draft, where nothing in it is empty or contradicts itself; else what is wrong, as codes by place. */
  whole: ReportDefinition | null
  problems: { place: string; code: string }[]
  changed: boolean
}

/** A report being built over what it began with. The address says it as soon as it is whole, so that it can be copied and reloaded. */
export function useDraft(from: ReportDefinition): Draft {
  const { get, change } = useAddress()
  const [draft, setDraft] = useState(() => definitionIn(get('d')) ?? from)
  const [round, setRound] = useState(0)
  const read = ReportDefinition.safeParse(draft)
  const set = (next: ReportDefinition) => {
    setDraft(next)
    const whole = ReportDefinition.safeParse(next).data
    if (whole) change({ d: same(whole, from) ? null : JSON.stringify(whole), behind: null }, { replace: true })
  }
  return {
    draft,
    set,
    reset: () => {
      set(from)
      setRound(round + 1)
    },
    round,
    whole: read.data ?? null,
    problems: (read.error?.issues ?? []).map(({ path, message }) => ({ place: String(path[0] ?? ''), code: message })),
    changed: !same(draft, from),
  }
}
