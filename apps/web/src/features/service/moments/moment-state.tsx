import type { Moment, MomentRuleInRow } from '@rapport/contract/service/moments'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = { draft: 'neutral', live: 'blue', paused: 'neutral', parked: 'amber' } as const

/** Whether a rule is judged, and why not. */
export function RuleState({ of }: { of: Pick<MomentRuleInRow, 'state' | 'error' | 'drafted'> }) {
  const { t } = useWords()
  return (
    <>
      <Tag tone={tones[of.state]} {...(of.error ? { title: of.error } : {})}>
        {t(`moment.rule-state.${of.state}`)}
      </Tag>
      {of.drafted && of.state !== 'draft' && <Tag>{t('moment.drafted')}</Tag>}
    </>
  )
}

/** What became of a moment, and why nothing did. */
export function MomentState({ of }: { of: Pick<Moment, 'state' | 'reason' | 'late'> }) {
  const { t } = useWords()
  const words = t(`moment.state.${of.state}`)
  return (
    <>
      <Tag tone={of.state === 'task' || of.state === 'merged' ? 'blue' : 'neutral'}>
        {of.reason ? `${words}: ${t(`moment.reason.${of.reason}`)}` : words}
      </Tag>
      {of.late && <Tag tone="amber">{t('moment.late')}</Tag>}
    </>
  )
}
