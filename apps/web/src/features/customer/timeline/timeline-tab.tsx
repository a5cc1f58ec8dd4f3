import { Button, SegmentedControl, Select } from '@mantine/core'
import { serviceStages, type TimelineEntry, timeline, timelineKinds } from '@rapport/contract/customer/timeline'
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

/** Everything that happened with a customer before, at and after the sale, on one line, latest first. */
export function TimelineTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const [kind, stage] = [get('kind'), get('stage')]
  const query = { ...(kind && { kind }), ...(stage && { stage }) } as Query
  const pages = useAskPages(timeline.list, { params: { id: customerId }, query })
  return (
    <>
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          aria-label={t('timeline.stage')}
          value={stage ?? ''}
          data={[
            { value: '', label: t('ui.all') },
            ...serviceStages.map((value) => ({ value, label: t(`timeline.stage.${value}`) })),
          ]}
          onChange={(next) => change({ stage: next || null })}
        />
        <Select
          size="xs"
          aria-label={t('timeline.kind')}
          placeholder={t('timeline.kind')}
          clearable
          value={kind ?? null}
          data={timelineKinds.map((value) => ({ value, label: t(`timeline.${value}`) }))}
          onChange={(next) => change({ kind: next })}
        />
      </div>
      {pages.error ? (
        <Failed error={pages.error} retry={pages.retry} />
      ) : pages.loading ? (
        <Skeleton lines={8} />
      ) : pages.rows.length === 0 ? (
        <Empty title={t('timeline.none')}>{t(kind || stage ? 'timeline.none.filtered' : 'timeline.none.text')}</Empty>
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
        {(entry.stage || entry.department) && (
          <div className={classes.chain}>
            {entry.stage && <span data-stage={entry.stage}>{t(`timeline.stage.${entry.stage}`)}</span>}
            {entry.department}
          </div>
        )}
      </div>
    </li>
  )
}
