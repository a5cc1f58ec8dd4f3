import type { CampaignState } from '@rapport/contract/marketing/campaigns'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = {
  draft: 'neutral',
  waiting: 'amber',
  approved: 'blue',
  running: 'blue',
  ended: 'neutral',
  cancelled: 'danger',
} as const

/** How far a campaign is. */
export function CampaignMark({ state }: { state: CampaignState }) {
  const { t } = useWords()
  return <Tag tone={tones[state]}>{t(`campaign.state.${state}`)}</Tag>
}
