import type { Notice } from '@rapport/contract/administration/notices'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = { planned: 'amber', published: 'blue', expired: 'neutral', withdrawn: 'danger' } as const

/** How a notice stands, and for its reader whether something is to be done. */
export function NoticeState({ of }: { of: Notice }) {
  const { t } = useWords()
  if (of.state !== 'published' || !of.addressed)
    return <Tag tone={tones[of.state]}>{t(`notice-state.${of.state}`)}</Tag>
  if (of.confirm && of.confirmedAt === null) return <Tag tone="amber">{t('notice.to-confirm')}</Tag>
  return (
    <Tag tone={of.readAt === null ? 'blue' : 'neutral'}>{t(of.readAt === null ? 'notice.unread' : 'notice.read')}</Tag>
  )
}
