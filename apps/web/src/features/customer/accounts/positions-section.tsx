import type { FigureName } from '@rapport/contract/analytics/figures'
import { accounts, type Positions } from '@rapport/contract/customer/accounts'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useAsk } from '#api/query.ts'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { About } from '#ui/about.tsx'
import { Day } from '#ui/day.tsx'
import { Alarm, Doubt } from '#ui/doubt.tsx'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { usePositionColumns } from './position-columns.tsx'
import classes from './positions.module.css'

/** How soon the figures are asked for again while they are being worked out. */
const RENEWING = 3_000
/** What all is shown together in. */
const HOME = 'CNY'

type Totals = z.output<typeof Positions>['totals'][number]

/** What a customer holds, at average cost, with profit and loss by the reader's colours. */
export function PositionsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(
    accounts.positions,
    { params: { id: customerId } },
    { again: (reply) => (reply?.pendingSince ? RENEWING : false) },
  )
  const since = answer.data?.pendingSince
  const renewing = since ? t('position.renewing', { day: since }) : undefined
  const columns = usePositionColumns(customerId, renewing)
  return (
    <Section title={t('position.title')}>
      <Answered answer={answer} lines={5}>
        {({ items, totals, together, asOf, unpriced }) =>
          items.length === 0 ? (
            renewing ? (
              <Empty title={renewing}>{t('position.renewing.text')}</Empty>
            ) : (
              <Empty title={t('position.none')}>{t('position.none.text')}</Empty>
            )
          ) : (
            <>
              {totals.map((one) => (
                <TotalsLine key={one.currency} of={one} renewing={renewing} />
              ))}
              {together && <TogetherLine of={together} renewing={renewing} />}
              <p className={classes.about}>
                {renewing && <Alarm>{renewing}</Alarm>}
                {asOf && (
                  <>
                    {t('ui.as-of')} <Day on={asOf} />
                  </>
                )}
                {unpriced > 0 && (
                  <Tag tone="amber" title={t('position.unpriced.about')}>
                    {t('position.unpriced', { count: unpriced })}
                  </Tag>
                )}
              </p>
              <Table label={t('position.title')} columns={columns} rows={items} keyOf={(row) => row.securityId} />
            </>
          )
        }
      </Answered>
    </Section>
  )
}

function TotalsLine({ of, renewing }: { of: Totals; renewing: string | undefined }) {
  const { t } = useWords()
  const format = useFormat()
  const { currency } = of
  return (
    <dl className={classes.totals}>
      <Total
        renewing={renewing}
        figure="position-value"
        title={t('position.market-value')}
        text={t('position.market-value.about')}
        in={currency}
      >
        <Money value={of.marketValue} currency={currency} compact />
      </Total>
      <Total
        renewing={renewing}
        figure="unrealised"
        title={t('position.unrealised')}
        text={t('position.unrealised.about')}
      >
        <Change value={of.unrealised} currency={currency} compact />
      </Total>
      <Total renewing={renewing} figure="realised" title={t('position.realised')} text={t('position.realised.about')}>
        <Change value={of.realised} currency={currency} compact />
      </Total>
      <Total renewing={renewing} figure="turnover" title={t('position.turnover')} text={t('position.turnover.about')}>
        <span className="figures" title={of.from && of.to ? `${of.from} – ${of.to}` : undefined}>
          {format.decimal(of.turnover)}
        </span>
      </Total>
      <Total renewing={renewing} figure="traded-value" title={t('position.bought')} text={t('position.bought.about')}>
        <Money value={of.bought} currency={currency} compact />
      </Total>
      <Total renewing={renewing} figure="traded-value" title={t('position.sold')} text={t('position.sold.about')}>
        <Money value={of.sold} currency={currency} compact />
      </Total>
    </dl>
  )
}

/** The totals of all currencies in CNY, with the rates that were taken. */
function TogetherLine({
  of,
  renewing,
}: {
  of: NonNullable<z.output<typeof Positions>['together']>
  renewing: string | undefined
}) {
  const { t } = useWords()
  if (of.missing.length > 0)
    return (
      <p className={classes.about}>
        <Alarm>{t('position.together.missing', { currencies: of.missing.join(', ') })}</Alarm>
      </p>
    )
  const rates = of.rates.map(({ currency, rate, day }) => t('position.together.rate', { currency, rate, day }))
  const about = `${t('position.together.about')} ${rates.join('; ')}`
  return (
    <dl className={classes.totals}>
      <Total renewing={renewing} figure="position-value" title={t('position.together')} text={about} in={HOME}>
        <Money value={of.marketValue} currency={HOME} compact />
      </Total>
      <Total renewing={renewing} figure="unrealised" title={t('position.unrealised')} text={about} in={HOME}>
        <Change value={of.unrealised} currency={HOME} compact />
      </Total>
    </dl>
  )
}

interface TotalProps {
  renewing: string | undefined
  figure: FigureName
  title: string
  text: string
  in?: string
  children: ReactNode
}

function Total({ renewing, figure, title, text, in: currency, children }: TotalProps) {
  const source = useSource(figure, renewing)
  return (
    <div>
      <dt>
        {title} {currency && `(${currency})`} <About title={title} text={text} origin={source} />
      </dt>
      <dd>
        <Doubt alarm={source.alarm} brief={source.alarm === renewing}>
          {children}
        </Doubt>
      </dd>
    </div>
  )
}
