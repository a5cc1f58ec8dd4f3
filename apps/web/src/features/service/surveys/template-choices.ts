import { messageTemplates } from '@rapport/contract/service/message-templates'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Choice } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'
import { useBoth } from './survey-words.ts'

/** Approved templates that carry a link and ask for nothing else. */
export function useSurveyTemplates(): Choice[] {
  const { t } = useWords()
  const { nameOf } = useBoth()
  const templates = useAsk(messageTemplates.list, {}, { enabled: useMay(messageTemplates.list) })
  return (templates.data?.items ?? [])
    .filter(({ state, asks }) => state === 'approved' && asks.join() === 'link')
    .map((one) => ({ value: one.id, label: `${nameOf(one)} · ${t(`message-channel.${one.channel}`)}` }))
}
