import { Button, Modal } from '@mantine/core'
import { seriesParts } from '@rapport/contract/service/meetings'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'
import type { Asked, Which } from './use-move.ts'

/** Asks which times of a series are moved: one alone, it and all later ones, or all. */
export function WhichTimes({ asking, onChoose }: { asking: Asked | null; onChoose: (which: Which | null) => void }) {
  const { t } = useWords()
  return (
    <Modal
      opened={asking !== null}
      onClose={() => onChoose(null)}
      title={t('meeting.which')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {asking && (
        <>
          <p>{asking.item.title}</p>
          <div className={classes.which}>
            {[...seriesParts, 'all' as const].map((which, n) => (
              <Button
                key={which}
                variant={n === 0 ? 'filled' : 'default'}
                data-autofocus={n === 0 || undefined}
                onClick={() => onChoose(which)}
              >
                {t(`meeting.which.${which}`)}
              </Button>
            ))}
          </div>
        </>
      )}
    </Modal>
  )
}
