import type { Loader } from '@rapport/database/as-loader'
import type { Db } from '@rapport/database/as-viewer'

const marking = 'insert into warehouse.moments_due (day) select distinct unnest($1::date[])'

/** Notes the business days of which something is published with this transaction: rules of moments look at them again. */
export const noteMomentsDue = (loader: Loader, days: readonly string[]) => loader.query(marking, [days])

/** The same for what is worked out of a day after it was published. */
export const markMomentsDue = (db: Db, days: readonly string[]) => db.rows('moments-mark', marking, [days])
