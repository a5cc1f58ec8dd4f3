import type { QualitySample } from '@rapport/contract/administration/quality-samples'
import { IconCheck, IconPencil } from '@tabler/icons-react'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './samples.module.css'

/** Whether a sample can still be marked, as a word with its own sign. */
export function SampleState({ of: { closedAt } }: { of: Pick<QualitySample, 'closedAt'> }) {
  const { t } = useWords()
  const Sign = closedAt === null ? IconPencil : IconCheck
  return (
    <Tag tone={closedAt === null ? 'blue' : 'neutral'}>
      <span className={classes.sign}>
        <Sign size={12} aria-hidden />
        {t(closedAt === null ? 'sample.state.open' : 'sample.state.closed')}
      </span>
    </Tag>
  )
}
