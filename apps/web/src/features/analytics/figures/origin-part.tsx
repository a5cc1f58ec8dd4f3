import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { type Feed, type FigureName, figures, type Origin } from '@rapport/contract/analytics/figures'
import { IconAlertTriangle, IconCircleCheck, IconClock, IconPlugConnectedX } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Answered } from '#ui/states.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './origin-part.module.css'

const signs = {
  final: IconCircleCheck,
  provisional: IconClock,
  broken: IconAlertTriangle,
  unfed: IconPlugConnectedX,
} as const

/** Where a figure comes from: how it stands, as of when, whether it was reconciled, and the feeds it is made from. */
export function OriginPart({ figure }: { figure: FigureName }) {
  const { t } = useWords()
  const answer = useAsk(figures.origin, { params: { figure } })
  return (
    <section className={classes.origin} aria-label={t('figure.origin')}>
      <h3>{t('figure.origin')}</h3>
      <Answered answer={answer} lines={3}>
        {(origin) => (
          <>
            <Standing of={origin} />
            {origin.feeds.length > 0 && (
              <ul className={classes.feeds} aria-label={t('figure.feeds')}>
                {origin.feeds.map((feed) => (
                  <FeedLine key={`${feed.source} ${feed.item}`} feed={feed} />
                ))}
              </ul>
            )}
          </>
        )}
      </Answered>
    </section>
  )
}

function Standing({ of }: { of: Origin }) {
  const { t } = useWords()
  const Sign = signs[of.state]
  return (
    <>
      <p className={classes.standing} data-state={of.state}>
        <Sign size={14} aria-hidden />
        <strong>{t(`figure.state.${of.state}`, { day: of.brokenSince ?? '' })}</strong>
      </p>
      <p>{t(`figure.state.${of.state}.about`, { day: of.asOf ?? '–' })}</p>
      {of.asOf && <p>{t(`figure.reconciled.${of.reconciled ?? 'none'}`, { day: of.asOf })}</p>}
    </>
  )
}

/** What a feed failed by; a run that failed without a reason of its own says how it ended. */
const troubleText = (code: string) =>
  wordsFor(`run.failure.${code}`) ?? wordsFor(`run.state.${code}`) ?? fieldText(code) ?? code

function FeedLine({ feed }: { feed: Feed }) {
  const { t } = useWords()
  const format = useFormat()
  const mayOpen = useMay(etlRuns.list)
  const day = feed.brokenSince ?? feed.through
  return (
    <li>
      <span>
        {feed.source} · {feed.item}
      </span>
      <span className={`${classes.dimmed} figures`}>
        {feed.through
          ? t('figure.feed.through', {
              day: feed.through,
              rows: format.count(feed.rowsIn),
              refused: format.count(feed.refused),
            })
          : t('figure.feed.never')}
      </span>
      {feed.receivedAt && (
        <span className={classes.dimmed}>
          {t('figure.feed.received')} <Instant at={feed.receivedAt} />
        </span>
      )}
      {feed.brokenSince && (
        <span className={classes.trouble}>
          <IconAlertTriangle size={12} aria-hidden />
          <span>
            {t('figure.state.broken', { day: feed.brokenSince })}
            {feed.trouble && `: ${troubleText(feed.trouble)}`}
          </span>
        </span>
      )}
      {mayOpen && day && <Link to={`/data-centre?day=${day}`}>{t('figure.console', { day })}</Link>}
    </li>
  )
}
