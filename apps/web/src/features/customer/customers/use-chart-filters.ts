import { useEffect, useState } from 'react'
import { useAddress } from '#ui/address.ts'
import type { Filter } from '#ui/filters.ts'
import { speakOfAllPages, useWords } from '#words/words.ts'

type Make = typeof import('./chart-filters.ts')['chartFilters']

/** Filters of charts, loaded with the words of their pages once the address names one. */
export function useChartFilters(): Filter[] {
  const { t } = useWords()
  const { get } = useAddress()
  const isAsked = (name: string) => get(name) !== undefined
  const wanted = isAsked('atRiskIn') || isAsked('tierIn')
  const [make, setMake] = useState<Make | null>(null)
  useEffect(() => {
    if (wanted)
      void Promise.all([import('./chart-filters.ts'), speakOfAllPages()]).then(([{ chartFilters }]) =>
        setMake(() => chartFilters),
      )
  }, [wanted])
  return make ? make(t, isAsked) : []
}
