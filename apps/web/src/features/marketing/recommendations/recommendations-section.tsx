import { Button } from '@mantine/core'
import {
  type RecommendationReason,
  type Recommendations,
  type RecommendedProduct,
  recommendations,
} from '@rapport/contract/marketing/recommendations'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { About } from '#ui/about.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { MadeList } from './made-list.tsx'
import classes from './recommendations.module.css'
import { SendRecommendation } from './send-recommendation.tsx'

/** Products that fit a customer, with the reasons, and how and when the customer is reached best; or why none may be recommended. */
export function RecommendationsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const allowed = useMay(recommendations.ofCustomer)
  const answer = useAsk(recommendations.ofCustomer, { params: { id: customerId } }, { enabled: allowed })
  if (!allowed) return null
  return (
    <Section
      title={t('recommendations.title')}
      actions={<About title={t('recommendations.title')} text={t('recommendations.about')} />}
    >
      <Answered answer={answer} lines={6}>
        {(found) => (
          <>
            <Products of={found} customerId={customerId} />
            <Contact of={found} />
          </>
        )}
      </Answered>
      <MadeList customerId={customerId} />
    </Section>
  )
}

function Products({ of, customerId }: { of: Recommendations; customerId: string }) {
  const { items, hindrances, optedOut, offered, suitable, misfits, model } = of
  const { t } = useWords()
  const format = useFormat()
  if (hindrances.length > 0)
    return (
      <ul className={classes.hindrances}>
        {hindrances.map((code) => (
          <li key={code}>{t(`recommendations.hindrance.${code}`)}</li>
        ))}
      </ul>
    )
  if (items.length === 0) return <NothingFits offered={offered} misfits={misfits} />
  return (
    <>
      {optedOut.length > 0 && (
        <p className={classes.small}>
          {t('recommendations.opted-out', {
            channels: optedOut.map((one) => t(`message-channel.${one}`)).join(', '),
          })}
        </p>
      )}
      <ol className={classes.products}>
        {items.map((one) => (
          <Recommended key={one.product.id} of={one} customerId={customerId} />
        ))}
      </ol>
      <p className={classes.small}>
        {t('recommendations.suitable', { suitable, offered })}
        {' · '}
        {model
          ? t('recommendations.model', { version: model.version, day: format.day(model.asOf) })
          : t('recommendations.no-model')}
      </p>
    </>
  )
}

/** Why nothing fits, and what to do where it may only not be known that something does. */
function NothingFits({ offered, misfits }: Pick<Recommendations, 'offered' | 'misfits'>) {
  const { t } = useWords()
  if (offered === 0) return <p className={classes.small}>{t('recommendations.nothing-offered')}</p>
  return (
    <>
      <p className={classes.small}>{t('recommendations.none', { offered })}</p>
      <ul className={classes.hindrances}>
        {misfits.map(({ reason, products }) => (
          <li key={reason}>
            {t(`suitability.reason.${reason}`)} {t('recommendations.misfits', { count: products })}
          </li>
        ))}
      </ul>
      {misfits.some(({ reason }) => reason === 'mismatch-term' || reason === 'mismatch-type') && (
        <p className={classes.small}>{t('recommendations.ask-again')}</p>
      )}
    </>
  )
}

function Recommended({ of, customerId }: { of: RecommendedProduct; customerId: string }) {
  const { product, reasons } = of
  const { t } = useWords()
  const nameOf = useNameOf()
  const [sending, setSending] = useState(false)
  return (
    <li className={classes.product}>
      <span className={classes.head}>
        <Link to={`/products/${product.id}`}>{nameOf(product)}</Link>
        <Tag>
          {t(`products.type.${product.type}`)} · R{product.grade}
        </Tag>
      </span>
      <ul className={classes.reasons}>
        {reasons.map((reason) => (
          <li key={reason.code + ('need' in reason ? reason.need : '')}>
            <Reason of={reason} />
          </li>
        ))}
      </ul>
      <span className={classes.small}>
        {product.code} · {t('products.minimum')} <Money value={product.minimumAmount} currency={product.currency} />
      </span>
      {!sending && (
        <Allowed to={recommendations.send}>
          <Button
            size="compact-sm"
            variant="subtle"
            className={classes.act}
            aria-label={t('recommendations.recommend-this', { product: nameOf(product) })}
            onClick={() => setSending(true)}
          >
            {t('recommendations.recommend')}
          </Button>
        </Allowed>
      )}
      {sending && <SendRecommendation customerId={customerId} product={product} done={() => setSending(false)} />}
    </li>
  )
}

function Reason({ of }: { of: RecommendationReason }) {
  const { t } = useWords()
  const format = useFormat()
  switch (of.code) {
    case 'stated-need':
      return t('recommendations.reason.stated-need', { need: t(`needs.kind.${of.need}`) })
    case 'above-tolerance':
    case 'idle-cash':
    case 'concentrated':
      return t(`recommendations.reason.${of.code}`, { share: format.percent(of.share) })
    case 'held-together':
      return t('recommendations.reason.held-together', { held: of.held.name ?? of.held.code, together: of.together })
    case 'class-holds':
      return t('recommendations.reason.class-holds', {
        ...{ level: t(`risk.${of.class}`), holders: of.holders, peers: of.peers },
      })
    case 'class-holds-kind':
      return t('recommendations.reason.class-holds-kind', {
        ...{ level: t(`risk.${of.class}`), share: format.percent(of.share) },
      })
    case 'term-fits':
      return of.horizonDays === null
        ? t('recommendations.reason.term-fits-any', { days: of.days })
        : t('recommendations.reason.term-fits', { days: of.days, horizon: of.horizonDays })
    case 'risk-fits':
      return t('recommendations.reason.risk-fits', { grade: of.grade, level: t(`risk.${of.class}`) })
  }
}

function Contact({ of: { channel, time } }: { of: Recommendations }) {
  const { t } = useWords()
  const weekday = time?.weekday ? t(`firm-charts.weekday.${time.weekday}` as 'firm-charts.weekday.1') : null
  return (
    <Facts
      of={[
        [
          t('recommendations.channel'),
          channel
            ? t('recommendations.channel.text', { ...channel, channel: t(`channel.${channel.channel}`) })
            : t('recommendations.channel.none'),
        ],
        [
          t('recommendations.time'),
          !time || !weekday
            ? t('recommendations.time.none')
            : time.hour === null
              ? t('recommendations.time.day', { weekday, trades: time.trades })
              : t('recommendations.time.text', { weekday, hour: time.hour, trades: time.trades }),
        ],
      ]}
    />
  )
}
