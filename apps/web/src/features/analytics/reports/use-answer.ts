import { useDebouncedValue } from '@mantine/hooks'
import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { type ReportAnswer, reports } from '@rapport/contract/analytics/reports'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '#api/call.ts'
import { keyOf } from '#api/query.ts'

/** An answer with the question that it answers: while a new one is under way, that is not the one on the page. */
export interface Answered {
  asked: ReportDefinition
  answer: ReportAnswer
}

/** What a report says now, asked anew a moment after it changed; the answer before stays meanwhile. */
export function useAnswer(definition: ReportDefinition | null) {
  // As text: what is made anew with every drawing would never come to rest.
  const [settled] = useDebouncedValue(definition && JSON.stringify(definition), 350)
  return useQuery<Answered>({
    queryKey: [...keyOf(reports.run), settled],
    queryFn: async ({ signal }) => {
      const asked = JSON.parse(settled!) as ReportDefinition
      return { asked, answer: await call(reports.run, { body: asked, signal }) }
    },
    enabled: settled !== null,
    placeholderData: keepPreviousData,
  })
}
