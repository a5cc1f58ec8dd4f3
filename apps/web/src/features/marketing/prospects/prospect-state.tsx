import type { Prospect } from '@rapport/contract/marketing/prospects'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How a prospect stands. */
export function ProspectState({ of }: { of: Pick<Prospect, 'state'> }) {
  const { t } = useWords()
  const open = of.state !== 'converted' && of.state !== 'lost'
  return <Tag tone={open ? 'blue' : 'neutral'}>{t(`prospect-state.${of.state}`)}</Tag>
}
