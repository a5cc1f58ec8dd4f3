import type { SuitabilityCheckRow } from '@rapport/contract/customer/suitability-checks'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones: Record<SuitabilityCheckRow['state'], 'neutral' | 'amber' | 'blue' | 'danger'> = {
  ...{ blocked: 'danger', confirmed: 'blue', step: 'amber', cooling: 'amber', ready: 'blue' },
  ...{ proceeded: 'neutral', declined: 'neutral' },
}

/** What came of a check, how far it is, and whether it no longer stands. */
export function CheckMark({ of }: { of: Pick<SuitabilityCheckRow, 'outcome' | 'state' | 'ended'> }) {
  const { t } = useWords()
  return (
    <>
      <strong>{t(`suitability.outcome.${of.outcome}`)}</strong>{' '}
      {of.state !== 'blocked' && <Tag tone={tones[of.state]}>{t(`suitability.state.${of.state}`)}</Tag>}{' '}
      {of.ended && <Tag tone="amber">{t(`suitability.ended.${of.ended}`)}</Tag>}
    </>
  )
}
