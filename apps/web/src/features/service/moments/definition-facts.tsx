import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import { customerSignals, securitySignals } from '@rapport/contract/service/moment-triggers'
import { useSentence } from '#features/analytics/segments/use-sentence.ts'
import { Facts } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

const signals = [...customerSignals, ...securitySignals] as const
const isSignal = (value: unknown): value is (typeof signals)[number] => (signals as readonly unknown[]).includes(value)

/** A rule in words: when, for whom, what is done until when, what is said. */
export function DefinitionFacts({ of }: { of: MomentDefinition }) {
  const { t } = useWords()
  const sentence = useSentence()
  const { kind, ...thresholds } = of.trigger
  const said = Object.entries(thresholds).map(([name, value]) =>
    t('moment.threshold', {
      name: t(`moment.threshold.${name as 'amount'}`),
      value: Array.isArray(value)
        ? value.map((one) => (isSignal(one) ? t(`moment.signal.${one}`) : one)).join(', ')
        : String(value ?? '–'),
    }),
  )
  const limit =
    'until' in of.limit
      ? t('moment.limit.until', { time: of.limit.until })
      : `${
          'minutes' in of.limit
            ? t('moment.limit.minutes', { count: of.limit.minutes })
            : t('moment.limit.days', { count: of.limit.days })
        } (${t(`moment.clock.${of.limit.clock}`)})`
  return (
    <Facts
      of={[
        [t('moment.trigger'), [t(`moment.trigger.${kind}`), ...said].join('; ')],
        [t('moment.audience'), of.audience ? sentence(of.audience, {}) : t('moment.audience.all')],
        [t('task.necessity'), t(`necessity.${of.necessity}`)],
        [t('moment.limit'), limit],
        [t('moment.cool-down'), t('moment.days', { count: of.coolDownDays })],
        [t('task.skill'), of.skill ? t(`skill.${of.skill}`) : '–'],
        [t('moment.action'), `${t(`moment.action.${of.action}`)}${of.message ? `: ${of.message}` : ''}`],
        [t('moment.notice'), t(`moment.notice.${of.notice}`)],
        [t('moment.holdout'), `${of.holdoutPercent} %`],
        [
          t('moment.goal'),
          of.goal ? `${t(`moment.goal.${of.goal.kind}`)}, ${t('moment.days', { count: of.goal.days })}` : '–',
        ],
        [t('moment.script-zh'), of.scriptZh],
        [t('moment.script'), of.script],
      ]}
    />
  )
}
