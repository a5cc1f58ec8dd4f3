import { type Security, securities } from '@rapport/contract/customer/securities'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { DaysRange, useDaysRange } from '#ui/days-range.tsx'
import { Quantity } from '#ui/money.tsx'
import { Facts } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ExDays } from './ex-days.tsx'
import { PricesFrame } from './prices-frame.tsx'
import classes from './securities.module.css'

const A_YEAR = 366

/** What a security is, its last price, its closing prices, raw or adjusted, and the days on which it went ex. To be read only. */
export function MarketInformation({ security }: { security: Security }) {
  const { t } = useWords()
  return (
    <>
      <Facts
        of={[
          [
            t('security.last-price'),
            security.lastPrice && (
              <span key="price">
                <Quantity value={security.lastPrice} least={2} /> {security.currency}{' '}
                <span className={classes.dim}>
                  {t('ui.as-of')} <Day on={security.lastPriceOn} />
                </span>
              </span>
            ),
          ],
          ['ISIN', security.isin],
          [t('security.category'), security.category],
          [t('security.market'), security.market],
          [t('security.sector'), security.sector],
          [t('security.industry'), security.industry],
        ]}
      />
      <Prices id={security.id} last={security.lastPriceOn} />
    </>
  )
}

function Prices({ id, last }: { id: string; last: string | null }) {
  const { today } = useViewer()
  const range = useDaysRange(last ?? today, A_YEAR)
  const answer = useAsk(securities.prices, { params: { id }, query: range }, { keep: true })
  return (
    <div className={classes.prices}>
      <DaysRange {...range} />
      <Answered answer={answer} lines={10}>
        {(prices) => (
          <>
            <PricesFrame prices={prices} />
            <ExDays of={prices.exDays} />
          </>
        )}
      </Answered>
    </div>
  )
}
