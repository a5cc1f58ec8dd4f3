import { type QualityDay, quality } from '@rapport/contract/administration/quality'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { DaysRange, useDaysRange } from '#ui/days-range.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ItemIndicators } from './item-indicators.tsx'
import classes from './quality.module.css'

/** The days of each item, in the order of their codes. */
function byItem(days: readonly QualityDay[]): QualityDay[][] {
  const items = new Map<string, QualityDay[]>()
  for (const day of days) items.set(day.item.id, [...(items.get(day.item.id) ?? []), day])
  return [...items.values()]
    .map((own) => own.toSorted((one, other) => one.day.localeCompare(other.day)))
    .toSorted((one, other) => (one[0]?.item.code ?? '').localeCompare(other[0]?.item.code ?? ''))
}

/** The indicators of each item by day. Range and opened item are in the URL. */
export function IndicatorsView() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const range = useDaysRange(useViewer().today, 30)
  const answer = useAsk(quality.days, { query: range }, { keep: true })
  const opened = get('item')
  return (
    <>
      <DaysRange {...range} />
      <Answered answer={answer} lines={10}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('quality.none')}>{t('quality.none.text')}</Empty>
          ) : (
            <ul className={classes.items} aria-label={t('quality.view.indicators')}>
              {byItem(items).map((days) => {
                const id = days[0]?.item.id
                return (
                  <ItemIndicators
                    key={id}
                    days={days}
                    range={range}
                    opened={id === opened}
                    open={(next) => change({ item: next ? id : null }, { replace: true })}
                  />
                )
              })}
            </ul>
          )
        }
      </Answered>
    </>
  )
}
