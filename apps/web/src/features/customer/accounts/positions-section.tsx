import { accounts, type Positions } from '@rapport/contract/customer/accounts'
import type { z } from 'zod'
import { useAsk } from '#api/query.ts'
import { About } from '#ui/about.tsx'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { usePositionColumns } from './position-columns.tsx'
import classes from './positions.module.css'

type Totals = z.output<typeof Positions>['totals'][number]

/** What a customer holds, at average cost, with profit and loss by the reader's colours. */
export function PositionsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const answer = useAsk(accounts.positions, { params: { id: customerId } })
  const columns = usePositionColumns()
  return (
    <Section title={t('position.title')}>
      <Answered answer={answer} lines={5}>
        {({ items, totals, asOf, unpriced }) =>
          items.length === 0 ? (
            <Empty title={t('position.none')}>{t('position.none.text')}</Empty>
          ) : (
            <>
              {totals.map((one) => (
                <TotalsLine key={one.currency} of={one} />
              ))}
              <p className={classes.about}>
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

function TotalsLine({ of }: { of: Totals }) {
  const { t } = useWords()
  const format = useFormat()
  const { currency } = of
  return (
    <dl className={classes.totals}>
      <div>
        <dt>
          {t('position.market-value')} ({currency}){' '}
          <About title={t('position.market-value')} text={t('position.market-value.about')} />
        </dt>
        <dd>
          <Money value={of.marketValue} currency={currency} compact />
        </dd>
      </div>
      <div>
        <dt>
          {t('position.unrealised')} <About title={t('position.unrealised')} text={t('position.unrealised.about')} />
        </dt>
        <dd>
          <Change value={of.unrealised} currency={currency} compact />
        </dd>
      </div>
      <div>
        <dt>
          {t('position.realised')} <About title={t('position.realised')} text={t('position.realised.about')} />
        </dt>
        <dd>
          <Change value={of.realised} currency={currency} compact />
        </dd>
      </div>
      <div>
        <dt>
          {t('position.turnover')} <About title={t('position.turnover')} text={t('position.turnover.about')} />
        </dt>
        <dd>
          <span className="figures" title={of.from && of.to ? `${of.from} – ${of.to}` : undefined}>
            {format.decimal(of.turnover)}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('position.bought')}</dt>
        <dd>
          <Money value={of.bought} currency={currency} compact />
        </dd>
      </div>
      <div>
        <dt>{t('position.sold')}</dt>
        <dd>
          <Money value={of.sold} currency={currency} compact />
        </dd>
      </div>
    </dl>
  )
}
