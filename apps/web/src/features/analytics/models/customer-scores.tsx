import { type CustomerScore, models } from '@rapport/contract/analytics/models'
import { useAsk } from '#api/query.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'
import classes from './models.module.css'

/** What the models in use say of a customer, each with what stands behind it, its version and its day. */
export function CustomerScores({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(models.scores, { params: { id: customerId }, query: {} })
  return (
    <Section title={t('scores.title')}>
      <Answered answer={answer} lines={4}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.dated}>{t('scores.none')}</p>
          ) : (
            items.map((score) => <Score key={score.kind} score={score} />)
          )
        }
      </Answered>
    </Section>
  )
}

function Score({ score }: { score: CustomerScore }) {
  const { t } = useWords()
  const format = useFormat()
  const { signal } = useModelWords()
  const { says, why } = useSaying()
  return (
    <div className={classes.score}>
      <div className={classes.scoreHead}>
        <span>{t(`model.kind.${score.kind}`)}</span>
        <strong className="figures">{says(score)}</strong>
      </div>
      {why(score) && <span>{why(score)}</span>}
      {score.signals.length > 0 && (
        <span className={classes.tags}>
          {score.signals.map((name) => (
            <Tag key={name} tone="amber">
              {signal(name)}
            </Tag>
          ))}
        </span>
      )}
      <span className={classes.dated}>
        {t('scores.dated', { version: score.version, day: format.day(score.asOf) })}
      </span>
    </div>
  )
}

/** A score in words, and what stands behind it. */
function useSaying() {
  const { t } = useWords()
  const format = useFormat()
  const { feature, classOf } = useModelWords()
  const figure = (value: number | null) => format.decimal(value, [0, 2])
  const says = ({ kind, score, class: label }: CustomerScore) => {
    if (kind === 'churn') return `${format.percent(score)} · ${classOf(label ?? '–')}`
    if (kind === 'lifetime-value') return `${format.decimal(score)} · ${classOf(label ?? '–')}`
    if (kind === 'value') return t('scores.points', { points: format.decimal(score, 1) })
    return kind === 'clusters' ? t('model.cluster', { name: label ?? '–' }) : (label ?? '–')
  }
  const why = ({ kind, reasons }: CustomerScore) => {
    if (kind === 'churn')
      return reasons.length === 0
        ? ''
        : `${t('scores.raises')}: ${reasons.map((one) => feature(one.feature)).join(' · ')}`
    if (kind === 'value')
      return reasons
        .map(({ feature: part, amount, value }) =>
          part === 'cost'
            ? `${feature(part)} ${figure(value)}`
            : `${feature(part)} ${figure(value)} (${format.decimal(amount, 1)})`,
        )
        .join(' · ')
    if (kind === 'clusters') return ''
    return reasons.map(({ feature: part, value }) => `${feature(part)} ${figure(value)}`).join(' · ')
  }
  return { says, why }
}
