import { type NextOffers, nextOffers, type Offer } from '@rapport/contract/analytics/next-offers'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { About } from '#ui/about.tsx'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './next-offers.module.css'

/** What could be offered to a customer next, with the reasons, and how and when the customer is reached best. */
export function NextOffersSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const allowed = useMay(nextOffers.ofCustomer)
  const answer = useAsk(nextOffers.ofCustomer, { params: { id: customerId } }, { enabled: allowed })
  if (!allowed) return null
  return (
    <Section
      title={t('next-offers.title')}
      actions={<About title={t('next-offers.title')} text={t('next-offers.about')} />}
    >
      <Answered answer={answer} lines={4}>
        {(found) => (
          <>
            <Offers of={found} />
            <Contact of={found} />
          </>
        )}
      </Answered>
    </Section>
  )
}

function Offers({ of: { offers, highestGrade, riskLevel, asOf } }: { of: NextOffers }) {
  const { t } = useWords()
  const format = useFormat()
  if (highestGrade === null) return <p className={classes.small}>{t('next-offers.not-assessed')}</p>
  if (offers.length === 0) return <p className={classes.small}>{t('next-offers.none')}</p>
  const level = riskLevel ? t(`risk.${riskLevel}`) : '–'
  return (
    <ol className={classes.offers}>
      {offers.map((offer) => (
        <li key={offer.security.id} className={classes.offer}>
          <span className={classes.head}>
            <strong>{offer.security.name ?? offer.security.code}</strong>
            <Tag>
              {t(`next-offers.product.${offer.product}`)} · R{offer.grade}
            </Tag>
          </span>
          <Reason of={offer} level={level} />
          <span className={classes.small}>
            {offer.security.code} · {t('next-offers.peers', { holders: offer.holders, peers: offer.peers })}
            {asOf && ` · ${t('next-offers.as-of', { day: format.day(asOf) })}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Reason({ of: { reason, need, share }, level }: { of: Offer; level: string }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <span>
      {t(`next-offers.reason.${reason}`, {
        need: need ? t(`needs.kind.${need}`) : '',
        share: share === null ? '' : format.percent(share),
        level,
      })}
    </span>
  )
}

function Contact({ of: { channel, time } }: { of: NextOffers }) {
  const { t } = useWords()
  const weekday = time?.weekday ? t(`firm-charts.weekday.${time.weekday}` as 'firm-charts.weekday.1') : null
  return (
    <Facts
      of={[
        [
          t('next-offers.channel'),
          channel
            ? t('next-offers.channel.text', { ...channel, channel: t(`channel.${channel.channel}`) })
            : t('next-offers.channel.none'),
        ],
        [
          t('next-offers.time'),
          !time || !weekday
            ? t('next-offers.time.none')
            : time.hour === null
              ? t('next-offers.time.day', { weekday, trades: time.trades })
              : t('next-offers.time.text', { weekday, hour: time.hour, trades: time.trades }),
        ],
      ]}
    />
  )
}
