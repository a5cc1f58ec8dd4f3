import { rates } from '@rapport/contract/administration/rates'
import { route } from '#http/serve.ts'
import { listRates, recordFeeRate, recordFxRate } from './rates.ts'

export const ratesRoutes = [
  route(rates.list, ({ db }) => listRates(db)),
  route(rates.recordFee, ({ db, viewer, body }) => recordFeeRate(db, viewer.id, body)),
  route(rates.recordCurrency, ({ db, viewer, body }) => recordFxRate(db, viewer.id, body)),
]
