import type { Trade } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { parseDecimal } from '@rapport/finance/decimal'
import { type FeeRates, feeParts } from '@rapport/finance/fees'
import { cents, money } from '@rapport/finance/scales'
import { feeStretches } from '#warehouse/sums/fee-stretches.ts'

/** What a trade tells of its fees, and under which rates it is. */
export interface FeesOfTrade {
  toldCommission: string | null
  toldPassThrough: string | null
  market: string | null
  kind: string
}
type Told = Omit<Trade, 'commission' | 'netCommission' | 'feesBy'> & FeesOfTrade

interface Stretch extends Record<'stamp_duty' | 'transfer_fee' | 'handling_fee' | 'regulatory_fee', string | null> {
  market: string
  security_kind: string
  side: string
  since: string
  until: string | null
}

/** Adds to a trade its commission and net commission: as the feed tells them, else by the rates of its day (domain 2.1). */
export async function feesByRates(db: Db): Promise<(trade: Told) => Trade> {
  const stretches = await db.rows<Stretch>(
    'trades.fee-rates',
    `select market, security_kind, side, since, nullif(until, 'infinity') as until, stamp_duty, transfer_fee, handling_fee, regulatory_fee
     from (${feeStretches}) r`,
    [],
  )
  return ({ toldCommission, toldPassThrough, market, kind, ...trade }) => {
    const stretch = stretches.find(
      (one) =>
        one.market === market &&
        one.security_kind === kind &&
        one.side === trade.side &&
        one.since <= trade.tradedOn &&
        (one.until === null || one.until >= trade.tradedOn),
    )
    const [commission, passThrough] = [toldCommission, toldPassThrough].map((text) => text && cents(text)) as [
      bigint | null,
      bigint | null,
    ]
    const parts =
      trade.side === 'buy' || trade.side === 'sell'
        ? feeParts(
            cents(trade.amount),
            { fees: cents(trade.fees), commission, passThrough },
            stretch ? ratesOf(stretch) : null,
          )
        : null
    // Without rates nothing says what is passed on.
    const known = parts !== null && (passThrough !== null || stretch !== undefined)
    return {
      ...trade,
      commission: parts && money(parts.commission),
      netCommission: known ? money(parts.commission - parts.passedOn) : null,
      feesBy: parts && (commission !== null && passThrough !== null ? 'feed' : 'rates'),
    }
  }
}

const ratesOf = (stretch: Stretch): FeeRates => {
  const rate = (text: string | null) => (text === null ? null : parseDecimal(text))
  return {
    stampDuty: rate(stretch.stamp_duty),
    transferFee: rate(stretch.transfer_fee),
    handlingFee: rate(stretch.handling_fee),
    regulatoryFee: rate(stretch.regulatory_fee),
  }
}
