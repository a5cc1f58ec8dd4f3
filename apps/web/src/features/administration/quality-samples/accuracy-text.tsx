import type { Accuracy } from '@rapport/contract/administration/quality-samples'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'

/** Between what a share found by hand lies at 95 %, and how many rows of how many were right. */
export function Interval({ of }: { of: NonNullable<Accuracy> }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <span className="figures">
      {t('sample.interval', {
        low: format.percent(of.low),
        high: format.percent(of.high),
        right: format.count(of.right),
        checked: format.count(of.checked),
      })}
    </span>
  )
}
