import { Button } from '@mantine/core'
import { recommendations } from '@rapport/contract/marketing/recommendations'
import {
  finalResponses,
  heardStates,
  type RecommendationMade,
  recommendationResponses,
} from '@rapport/contract/marketing/recommendations-made'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { ChoiceField } from '#ui/choice-field.tsx'
import { Instant } from '#ui/day.tsx'
import { Form } from '#ui/form.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import classes from './recommendations.module.css'
import { changedRecommendations } from './refresh.ts'

/** What was recommended to a customer, how it stands and what the customer answered, the latest first. */
export function MadeList({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(recommendations.made, { params: { id: customerId } })
  return (
    <>
      <h3 className={classes.made}>{t('recommendations.made')}</h3>
      <Answered answer={answer} lines={3}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('recommendations.made.none')}</p>
          ) : (
            <ol className={classes.products} aria-label={t('recommendations.made')}>
              {items.map((one) => (
                <Made key={one.id} of={one} />
              ))}
            </ol>
          )
        }
      </Answered>
    </>
  )
}

const kept = ['suppressed', 'bounced', 'failed', 'cancelled']
const isOver = ({ state, response }: RecommendationMade) =>
  !heardStates.includes(state) || (response !== null && finalResponses.includes(response))

function Made({ of }: { of: RecommendationMade }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const [answering, setAnswering] = useState(false)
  const { product, channel, state, reason, response, by, licence } = of
  const way = channel === 'phone' || channel === 'in-person' ? t(`channel.${channel}`) : t(`message-channel.${channel}`)
  return (
    <li className={classes.product}>
      <span className={classes.head}>
        <Link to={`/products/${product.id}`}>{nameOf(product)}</Link>
        <span>
          <Tag tone={kept.includes(state) ? 'amber' : 'neutral'}>
            {reason
              ? t(`message-reason.${reason}`)
              : state === 'spoken'
                ? t('recommendations.state.spoken')
                : t(`message-state.${state}`)}
          </Tag>{' '}
          {response && <Tag tone="blue">{t(`recommendations.response.${response}`)}</Tag>}
        </span>
      </span>
      <span>{of.text}</span>
      <span className={classes.small}>
        {[way, by?.name, `${t(`licence.${licence.kind}`)} ${licence.number}`].filter(Boolean).join(' · ')} ·{' '}
        <Instant at={of.at} /> · <Link to={`/suitability-checks/${of.checkId}`}>{t('suitability.one')}</Link>
      </span>
      {!answering && !isOver(of) && (
        <Allowed to={recommendations.answer}>
          <Button size="compact-sm" variant="subtle" className={classes.act} onClick={() => setAnswering(true)}>
            {t('recommendations.answer')}
          </Button>
        </Allowed>
      )}
      {answering && <Answer of={of} done={() => setAnswering(false)} />}
    </li>
  )
}

function Answer({ of, done }: { of: RecommendationMade; done: () => void }) {
  const { t } = useWords()
  const answer = useSend(recommendations.answer, { refresh: changedRecommendations })
  return (
    <Form
      light
      of={recommendations.answer.body}
      from={of.response ? { response: of.response } : {}}
      send={t('ui.save')}
      onCancel={done}
      onSend={async (body) => {
        await answer.mutateAsync({ params: { id: of.id }, version: of.version, body })
        done()
      }}
    >
      <ChoiceField
        name="response"
        label={t('recommendations.answered')}
        choices={recommendationResponses.map((value) => ({ value, label: t(`recommendations.response.${value}`) }))}
      />
    </Form>
  )
}
