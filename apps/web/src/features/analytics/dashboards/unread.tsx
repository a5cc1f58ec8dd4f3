import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import classes from './dashboards.module.css'
import { useTileTitle } from './tile-title.ts'

/** A tile that the viewer's role does not read: which, and why. */
export function Unread({ tile }: { tile: Tile }) {
  const { t } = useWords()
  const title = useTileTitle()(tile)
  return (
    <Section title={title}>
      <p role="status" className={classes.quiet}>
        {t(`dashboard.unread.${tile.kind}`)}
      </p>
    </Section>
  )
}
