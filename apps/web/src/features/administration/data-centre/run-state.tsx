import type { RunState as State } from '@rapport/contract/administration/etl-runs'
import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconHandStop,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
} from '@tabler/icons-react'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './data-centre.module.css'

const looks = {
  waiting: [IconClock, 'neutral'],
  running: [IconPlayerPlay, 'blue'],
  done: [IconCheck, 'neutral'],
  failed: [IconAlertTriangle, 'danger'],
  held: [IconHandStop, 'amber'],
  stopped: [IconPlayerStop, 'neutral'],
  skipped: [IconPlayerSkipForward, 'neutral'],
} as const

/** How a run or a step stands, as a word with its own sign; `late` says that it is past its time. */
export function RunState({ state, late }: { state: State; late?: boolean }) {
  const { t } = useWords()
  const [Icon, tone] = looks[state]
  return (
    <span className={classes.state}>
      <Tag tone={tone}>
        <span className={classes.state}>
          <Icon size={12} aria-hidden />
          {t(`run.state.${state}`)}
        </span>
      </Tag>
      {late && (
        <Tag tone="amber">
          <span className={classes.state}>
            <IconClock size={12} aria-hidden />
            {t('run.late')}
          </span>
        </Tag>
      )}
    </span>
  )
}

export const isUnderWay = ({ state }: { state: State }) => state === 'waiting' || state === 'running'
