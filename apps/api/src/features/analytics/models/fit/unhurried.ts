import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'

const TIME = '20min'

/**
 * Transactions over all customers of the firm: a statement may take minutes, and so may what is made of its rows before the
 * next. With the limits of others a firm of 100,000 customers on a busy machine lost its connection in the middle of a fit.
 */
export const unhurried =
  ({ connections }: Pick<Product, 'connections'>) =>
  <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    asSystem(connections, {}, async (db) => {
      await db.rows(
        'models-time',
        `select set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true)`,
        [TIME],
      )
      return work(db)
    })
