import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { day, instant, optionalText } from '#shapes.ts'

export const feeMarkets = ['SH', 'SZ', 'BJ'] as const
export const feeSecurityKinds = ['stock', 'fund', 'bond'] as const
export const feeComponents = ['stamp-duty', 'transfer-fee', 'handling-fee', 'regulatory-fee'] as const
export const feeSides = ['buy', 'sell', 'both'] as const

/** A share of the amount below 1 with at most ten places: 0.0005 is 0.05 %. */
const share = z
  .string()
  .max(12)
  .regex(/^0(\.\d{1,10})?$/, { error: 'rate.percentage' })
/** What one unit of a currency is worth in CNY: above zero, at most ten places. */
const worth = z
  .string()
  .max(21)
  .regex(/^\d{1,9}(\.\d{1,10})?$/, { error: 'decimal.shape' })
  .refine((text) => /[1-9]/.test(text), { error: 'rate.zero' })

const Recorded = {
  source: z.string().nullable(),
  /** With the product, by a feed, or by a person. */
  origin: z.enum(['reference', 'feed', 'person']),
  recordedBy: z.string().nullable(),
  recordedAt: instant,
}

const feeKey = {
  market: z.enum(feeMarkets),
  securityKind: z.enum(feeSecurityKinds),
  component: z.enum(feeComponents),
  side: z.enum(feeSides),
}

/** What exchange, regulator or state take of a trade, with the days for which it holds (domain 2.1). */
export const FeeRate = z
  .strictObject({
    ...feeKey,
    validFrom: z.string(),
    /** The last day; null while it holds. */
    validTo: z.string().nullable(),
    rate: z.string(),
    /** Null until somebody held it against the official text. */
    verifiedOn: z.string().nullable(),
    ...Recorded,
  })
  .meta({ id: 'FeeRate' })
export type FeeRate = z.infer<typeof FeeRate>

export const FeeRateDraft = z
  .strictObject({
    ...feeKey,
    validFrom: day,
    validTo: day.nullable(),
    rate: share,
    source: optionalText(200),
    verifiedOn: day.nullable(),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validTo >= validFrom, {
    error: 'day.order',
    path: ['validTo'],
  })

/** What one unit of a currency was worth in CNY on a day. */
export const FxRate = z
  .strictObject({ currency: z.string(), day: z.string(), rate: z.string(), ...Recorded })
  .meta({ id: 'FxRate' })
export type FxRate = z.infer<typeof FxRate>

export const FxRateDraft = z.strictObject({
  currency: z
    .string()
    .max(3)
    .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
    .refine((currency) => currency !== 'CNY', { error: 'rate.own-currency' }),
  day,
  rate: worth,
  source: optionalText(200),
})

export const rates = {
  list: endpoint('GET /rates', {
    summary: 'Rates of fees with the days for which they hold, and the last rates of each currency',
    permission: 'data-centre.read',
    reply: z.strictObject({ fees: z.array(FeeRate), currencies: z.array(FxRate) }),
  }),
  recordFee: endpoint('PUT /rates/fees', {
    summary: 'Record or correct the rate of a fee from a day on; what was summed up under another is summed up anew',
    permission: 'data-centre.configure',
    body: FeeRateDraft,
    reply: FeeRate,
  }),
  recordCurrency: endpoint('PUT /rates/currencies', {
    summary: 'Record or correct what a currency was worth on a day',
    permission: 'data-centre.configure',
    body: FxRateDraft,
    reply: FxRate,
  }),
}
