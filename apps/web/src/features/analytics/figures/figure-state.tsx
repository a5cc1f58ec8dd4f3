import type { FigureName } from '@rapport/contract/analytics/figures'
import { About } from '#ui/about.tsx'
import { Day } from '#ui/day.tsx'
import { Alarm } from '#ui/doubt.tsx'
import { useWords } from '#words/words.ts'
import classes from './figure-state.module.css'
import { useSource, useTrust } from './use-trust.tsx'

/** Above a list of figures: as of when they are, what is the matter with them, and where they come from. */
export function FigureState({ figure, title, text }: { figure: FigureName; title: string; text: string }) {
  const { t } = useWords()
  const trust = useTrust(figure)
  const source = useSource(figure)
  return (
    <span className={classes.state}>
      {source.alarm ? (
        <Alarm>{`${title}: ${source.alarm}`}</Alarm>
      ) : (
        trust?.asOf && (
          <span>
            {t('ui.as-of')} <Day on={trust.asOf} />
          </span>
        )
      )}
      <About title={title} text={text} origin={source} />
    </span>
  )
}
