import type { Loader } from '@rapport/database/as-loader'

/** Notes the business days of which something is published with this transaction: rules of moments look at them again. */
export const noteMomentsDue = (loader: Loader, days: readonly string[]) =>
  loader.query('insert into warehouse.moments_due (day) select distinct unnest($1::date[])', [days])
