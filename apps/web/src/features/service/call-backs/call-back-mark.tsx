import type { CallBack } from '@rapport/contract/service/call-backs'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How a call-back stands: what sounded wrong before what was found before what came of it. */
export function CallBackMark({ of: one }: { of: Pick<CallBack, 'suspicion' | 'found' | 'outcome'> }) {
  const { t } = useWords()
  if (one.suspicion !== null) return <Tag tone="danger">{t('call-back.suspicious')}</Tag>
  if (one.found > 0) return <Tag tone="amber">{t('call-back.found', { count: one.found })}</Tag>
  return <Tag>{one.outcome ? t(`task-outcome.${one.outcome}`) : t('call-back.open')}</Tag>
}
