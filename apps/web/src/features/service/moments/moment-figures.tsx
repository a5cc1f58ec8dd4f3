import type { MomentEffect, MomentMessages, MomentRates } from '@rapport/contract/service/moments'
import { useFormat } from '#ui/format.ts'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

const percent = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} %`)
const points = (value: number | null) => (value === null ? '–' : `${value > 0 ? '+' : ''}${value.toFixed(1)}`)

/** How the tasks of a rule went. */
export function RatesOfMoment({ of }: { of: MomentRates }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Facts
      of={[
        [t('moment.issued'), format.count(of.issued)],
        [t('moment.completion'), `${percent(of.completion)} (${format.count(of.done)})`],
        [t('moment.punctuality'), `${percent(of.punctuality)} (${format.count(of.onTime)})`],
        [t('moment.reach'), `${percent(of.reach)} (${format.count(of.reached)})`],
        [t('moment.effectiveness'), `${percent(of.effectiveness)} (${format.count(of.effective)})`],
      ]}
    />
  )
}

/** What became of the messages that a rule wrote. */
export function MessagesOfMoment({ of }: { of: MomentMessages }) {
  const { t } = useWords()
  const format = useFormat()
  const names = ['written', 'waiting', 'sent', 'keptBack', 'failed'] as const
  return <Facts of={names.map((name) => [t(`moment.messages.${name}`), format.count(of[name])])} />
}

/** Those treated beside those held out by chance, and how sure the difference is. */
export function EffectOfMoment({ of }: { of: MomentEffect }) {
  const { t } = useWords()
  const format = useFormat()
  const side = (rate: number | null, met: number, all: number) =>
    `${percent(rate)} (${format.count(met)} / ${format.count(all)})`
  return (
    <>
      <Facts
        of={[
          [t('moment.goal'), t(`moment.goal.${of.goal}`)],
          [t('moment.treated'), side(of.treatedRate, of.treatedMet, of.treated)],
          [t('moment.held-out'), side(of.heldOutRate, of.heldOutMet, of.heldOut)],
          [
            t('moment.difference'),
            of.difference === null
              ? '–'
              : t('moment.difference.points', {
                  points: points(of.difference),
                  low: points(of.low),
                  high: points(of.high),
                }),
          ],
        ]}
      />
      <p>{t(of.difference === null ? 'moment.effect.unknown' : 'moment.effect.formula')}</p>
    </>
  )
}
