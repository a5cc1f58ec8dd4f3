import type { QualityDay } from '@rapport/contract/administration/quality'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Interval } from '#features/administration/quality-samples/accuracy-text.tsx'
import { useFormat } from '#ui/format.ts'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './quality.module.css'
import { type Share as Name, shareOf } from './shares.ts'

/** A share of a day; where it is below what it must come to, a sign with words says so. */
export function Share({ of, name }: { of: QualityDay; name: Name }) {
  const { t } = useWords()
  const format = useFormat()
  const below = of.below.includes(name) && t('quality.below', { share: format.percent(of.thresholds[name]) })
  return (
    <span className="figures" title={below || undefined} data-below={below ? true : undefined}>
      {below && (
        <>
          <IconAlertTriangle size={12} aria-hidden className={classes.below} />
          <span className="visually-hidden">{below}: </span>
        </>
      )}
      {format.percent(shareOf(of, name))}
    </span>
  )
}

/** What stands below a share: that it is too low, what a sample tells about accuracy. */
export function BelowShare({ of, name }: { of: QualityDay; name: Name }) {
  const { t } = useWords()
  const format = useFormat()
  const share = format.percent(of.thresholds[name])
  return (
    <dd>
      <div className={classes.under}>
        {of.below.includes(name) ? (
          <Tag tone="amber">
            <span className={classes.sign}>
              <IconAlertTriangle size={12} aria-hidden />
              {t('quality.below', { share })}
            </span>
          </Tag>
        ) : (
          <span>{t('quality.at-least', { share })}</span>
        )}
        {name === 'accuracy' && of.accuracy && <Interval of={of.accuracy} />}
      </div>
    </dd>
  )
}
