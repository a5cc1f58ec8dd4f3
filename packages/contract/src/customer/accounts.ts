import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, cursor, day, decimal, id, instant, listOf, optionalText, pageOf, pageSize, text } from '#shapes.ts'
import { CustomerDays } from './customer-days.ts'
import {
  amountBound,
  ProductHoldings,
  ProductMovement,
  productMovementFilters,
  productMovementsPage,
} from './products.ts'
import { accountKinds, accountRoles, accountServiceKinds, accountStatuses, fillSides } from './vocabulary.ts'

export const Account = z
  .strictObject({
    id,
    kind: z.enum(accountKinds),
    number: z.string(),
    market: z.string().nullable(),
    currency: z.string(),
    status: z.enum(accountStatuses),
    openedOn: z.string().nullable(),
    closedOn: z.string().nullable(),
    /** What the customer may do with it. */
    role: z.enum(accountRoles),
    /** Who else may do something with it, as far as they are in sight; the owner first. */
    holders: z.array(
      z.strictObject({
        customerId: id,
        customerNo: z.string(),
        name: z.string(),
        role: z.enum(accountRoles),
        validFrom: z.string().nullable(),
        validTo: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>

/** A holding at moving average cost (domain 2.4). Undefined is null. Amounts in `currency`. */
export const Position = z
  .strictObject({
    securityId: id,
    securityCode: z.string(),
    securityName: z.string().nullable(),
    currency: z.string(),
    quantity: decimal,
    averageCost: decimal.nullable(),
    totalCost: decimal,
    lastPrice: decimal.nullable(),
    lastPriceAt: instant.nullable(),
    marketValue: decimal.nullable(),
    unrealised: decimal.nullable(),
    realised: decimal,
    trades: z.int(),
  })
  .meta({ id: 'Position' })
export type Position = z.infer<typeof Position>

export const Positions = z
  .strictObject({
    items: z.array(Position),
    totals: z.array(
      z.strictObject({
        currency: z.string(),
        marketValue: decimal,
        realised: decimal,
        unrealised: decimal,
        bought: decimal,
        sold: decimal,
        /**
         * Bought plus sold over the average position value (domain 2.3) of the days from `from` to `to` on which customers
         * are valued; null when undefined.
         */
        turnover: decimal.nullable(),
        averagePositionValue: decimal.nullable(),
        from: z.string().nullable(),
        to: z.string().nullable(),
      }),
    ),
    /**
     * The totals in CNY where there are others than CNY: each currency at its last rate up to `asOf`. Amounts are null where a
     * currency has no rate. Null where all is in CNY.
     */
    together: z
      .strictObject({
        marketValue: decimal.nullable(),
        unrealised: decimal.nullable(),
        realised: decimal.nullable(),
        rates: z.array(z.strictObject({ currency: z.string(), day: z.string(), rate: decimal })),
        /** Currencies of which no rate is known. */
        missing: z.array(z.string()),
      })
      .nullable(),
    asOf: z.string().nullable(),
    /** How many securities are valued at the last trade because no price is loaded. */
    unpriced: z.int(),
    /** The day from which on the figures are being worked out anew, because something came in; null while they are final. */
    pendingSince: z.string().nullable(),
  })
  .meta({ id: 'Positions' })

export const Trade = z
  .strictObject({
    id,
    tradedAt: instant,
    tradedOn: z.string(),
    side: z.enum(fillSides),
    accountNumber: z.string(),
    securityCode: z.string(),
    securityName: z.string().nullable(),
    quantity: decimal,
    price: decimal,
    amount: decimal,
    fees: decimal,
    /** Of the fees the commission, and what is left of it after exchange and regulator; null where nothing tells them. */
    commission: decimal.nullable(),
    netCommission: decimal.nullable(),
    /** Whether a feed told both, or rates of the day tell at least one. */
    feesBy: z.enum(['feed', 'rates']).nullable(),
    currency: z.string(),
  })
  .meta({ id: 'Trade' })
export type Trade = z.infer<typeof Trade>

const tradeFilters = {
  from: day.optional(),
  to: day.optional(),
  security: text(40).optional(),
  side: z.enum(fillSides).optional(),
  amountFrom: amountBound.optional(),
  amountTo: amountBound.optional(),
}

export const AccountServiceRequest = z
  .strictObject({
    id,
    accountNumber: z.string(),
    kind: z.enum(accountServiceKinds),
    note: z.string().nullable(),
    state: z.enum(['open', 'done', 'declined']),
    requestedBy: z.string(),
    requestedAt: instant,
  })
  .meta({ id: 'AccountServiceRequest' })

export const accounts = {
  list: endpoint('GET /customers/:id/accounts', {
    summary: 'Accounts of a customer with their status and holders, also those of others that the customer disposes of',
    permission: 'account.read',
    params: byId,
    reply: listOf(Account),
  }),
  positions: endpoint('GET /customers/:id/positions', {
    summary: 'Positions at average cost, realised and unrealised profit and loss, turnover on average position value',
    permission: 'account.read',
    params: byId,
    reply: Positions,
  }),
  days: endpoint('GET /customers/:id/days', {
    summary:
      'Assets, net inflow and profit of a customer by day, in one currency; the year up to now where not told otherwise',
    permission: 'account.read',
    params: byId,
    query: z.strictObject({
      from: day.optional(),
      to: day.optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
        .optional(),
    }),
    reply: CustomerDays,
  }),
  productHoldings: endpoint('GET /customers/:id/product-holdings', {
    summary: 'What a customer holds of financial products, as last told',
    permission: 'account.read',
    params: byId,
    reply: ProductHoldings,
  }),
  productMovements: endpoint('GET /customers/:id/product-movements', {
    summary: 'Purchases and redemptions of financial products, latest first, by keyset',
    permission: 'account.read',
    params: byId,
    query: productMovementsPage,
    reply: pageOf(ProductMovement),
  }),
  exportProductMovements: endpoint('GET /customers/:id/product-movements/export', {
    summary: 'Purchases and redemptions of financial products under the same filter as a CSV file',
    permission: 'customer.export',
    params: byId,
    query: z.strictObject(productMovementFilters),
    reply: ProductMovement,
    gives: 'csv',
  }),
  trades: endpoint('GET /customers/:id/trades', {
    summary: 'Trades of a customer, latest first, by keyset',
    permission: 'account.read',
    params: byId,
    query: z.strictObject({ ...tradeFilters, after: cursor.optional(), limit: pageSize }),
    reply: pageOf(Trade),
  }),
  exportTrades: endpoint('GET /customers/:id/trades/export', {
    summary: 'Trades of a customer under the same filter as a CSV file',
    permission: 'customer.export',
    params: byId,
    query: z.strictObject(tradeFilters),
    reply: Trade,
    gives: 'csv',
  }),
  requests: endpoint('GET /customers/:id/account-service-requests', {
    summary: 'Account service requests of a customer, latest first',
    permission: 'account.read',
    params: byId,
    reply: listOf(AccountServiceRequest),
  }),
  requestService: endpoint('POST /customers/:id/account-service-requests', {
    summary: 'Ask for a service on an account',
    permission: 'account-service.request',
    params: byId,
    body: z.strictObject({ accountId: id, kind: z.enum(accountServiceKinds), note: optionalText(500).optional() }),
    reply: AccountServiceRequest,
  }),
}
