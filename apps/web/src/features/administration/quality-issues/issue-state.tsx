import type { QualityIssue } from '@rapport/contract/administration/quality-issues'
import { IconBan, IconCheck, IconHandStop, IconPencilCheck } from '@tabler/icons-react'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './issues.module.css'

const looks = {
  held: [IconHandStop, 'amber'],
  fixed: [IconPencilCheck, 'blue'],
  replayed: [IconCheck, 'neutral'],
  dismissed: [IconBan, 'neutral'],
} as const

/** How a row in quarantine stands, as a word with its own sign. */
export function IssueState({ state }: { state: QualityIssue['state'] }) {
  const { t } = useWords()
  const [Sign, tone] = looks[state]
  return (
    <Tag tone={tone}>
      <span className={classes.sign}>
        <Sign size={12} aria-hidden />
        {t(`issue.state.${state}`)}
      </span>
    </Tag>
  )
}
