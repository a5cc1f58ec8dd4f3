import type { MessageRow } from '@rapport/contract/service/messages'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = {
  held: 'amber',
  waiting: 'blue',
  sending: 'blue',
  sent: 'neutral',
  delivered: 'neutral',
  opened: 'neutral',
  bounced: 'danger',
  failed: 'danger',
  suppressed: 'amber',
  cancelled: 'neutral',
} as const

/** How a message stands, and why where it was kept back or went wrong. */
export function MessageMark({ of }: { of: Pick<MessageRow, 'state' | 'reason' | 'cause' | 'uncertain'> }) {
  const { t } = useWords()
  const why = of.reason ? t(`message-reason.${of.reason}`) : of.cause ? t(`message-cause.${of.cause}`) : undefined
  const doubt = of.uncertain ? t('message.uncertain') : undefined
  const title = [why, doubt].filter(Boolean).join(' · ')
  return (
    <Tag tone={of.uncertain && of.state === 'sent' ? 'amber' : tones[of.state]} {...(title ? { title } : {})}>
      {of.reason ? why : t(`message-state.${of.state}`)}
    </Tag>
  )
}
