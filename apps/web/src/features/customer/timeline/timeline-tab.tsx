import { Button, SegmentedControl } from '@mantine/core'
import { type TimelineEntry, timeline, timelineKinds } from '@rapport/contract/customer/timeline'
import type { z } from 'zod'
import { type Ask, useAskPages } from '#api/query.ts'
import { useAddress } from '#ui/address.ts'
import { Day, Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useStory } from './story.ts'
import classes from './timeline.module.css'

type Entry = z.output<typeof TimelineEntry>
type Query = NonNullable<Ask<typeof timeline.list>['query']>

/** Everything that happened with a customer, on one line, latest first. */
export function TimelineTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const kind = get('kind')
  const pages = useAskPages(timeline.list, { params: { id: customerId }, query: (kind ? { kind } : {}) as Query })
  return (
    <>
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.kind')}
          value={kind ?? ''}
          data={[
            { value: '', label: t('ui.all') },
            ...timelineKinds.map((value) => ({ value, label: t(`timeline.${value}`) })),
          ]}
          onChange={(next) => change({ kind: next || null })}
        />
      </div>
      {pages.error ? (
        <Failed error={pages.error} retry={pages.retry} />
      ) : pages.loading ? (
        <Skeleton lines={8} />
      ) : pages.rows.length === 0 ? (
        <Empty title={t('timeline.none')}>{t('timeline.none.text')}</Empty>
      ) : (
        <ol className={classes.line}>
          {pages.rows.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {(pages.more || pages.loadingMore) && (
        <Button variant="default" loading={pages.loadingMore} onClick={() => pages.more?.()}>
          {t('ui.more')}
        </Button>
      )}
    </>
  )
}

function Line({ entry }: { entry: Entry }) {
  const { t } = useWords()
  const { title, text } = useStory(entry)
  const format = useFormat()
  // What is known to the day begins at its midnight; a trading day has no hour of its own.
  const hour = entry.kind !== 'trades' && !format.instant(entry.at).endsWith('00:00')
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <div className={classes.when}>{hour ? <Instant at={entry.at} /> : <Day on={entry.on} />}</div>
      <div className={classes.kind}>{t(`timeline.${entry.kind}`)}</div>
      <div className={classes.what}>
        {title}
        {text && <div className={classes.text}>{text}</div>}
      </div>
    </li>
  )
}
