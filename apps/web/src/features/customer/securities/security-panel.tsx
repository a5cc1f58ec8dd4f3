import { type Security, securities } from '@rapport/contract/customer/securities'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { DaysRange, useDaysRange } from '#ui/days-range.tsx'
import { Facts } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ExDays } from './ex-days.tsx'
import { PricesFrame } from './prices-frame.tsx'

const A_YEAR = 366

interface Props {
  id: string
  /** Its row in the list, where it is among those that are shown. */
  security: Security | undefined
  /** Whether the list is there: until then it is not known where its prices end. */
  listed: boolean
  onClose: () => void
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
}

/** A security beside the list: its closing prices, raw or adjusted, and the days on which it went ex. */
export function SecurityPanel({ id, security, listed, ...moves }: Props) {
  const { t } = useWords()
  const { params } = useAddress()
  const title = security ? `${security.code} ${security.name ?? security.shortName ?? ''}`.trim() : t('security.one')
  return (
    <SidePanel wide title={title} href={`?${params}`} {...moves}>
      {security && (
        <Facts
          of={[
            ['ISIN', security.isin],
            [t('security.category'), security.category],
            [t('security.market'), security.market],
            [t('security.sector'), security.sector],
          ]}
        />
      )}
      {listed ? <Prices id={id} last={security?.lastPriceOn ?? null} /> : <Skeleton lines={10} />}
    </SidePanel>
  )
}

function Prices({ id, last }: { id: string; last: string | null }) {
  const { today } = useViewer()
  const range = useDaysRange(last ?? today, A_YEAR)
  const answer = useAsk(securities.prices, { params: { id }, query: range }, { keep: true })
  return (
    <div style={{ paddingTop: 16 }}>
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
