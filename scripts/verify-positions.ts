import { loaderOn } from '@rapport/database/as-loader'
import { asOwner } from '@rapport/database/as-owner'
import { verifyPositions } from '../apps/api/src/warehouse/positions/verify-positions.ts'
import { onDatabase, say } from './open-database.ts'

// `npm run verify:positions`: folds every position anew from all trades and corporate actions and holds it against what is
// kept, to the cent. Ends with 1 where any differs. Positions that wait to be folded again are told, and may differ.

await onDatabase((url) =>
  asOwner(url, async (owner) => {
    const started = performance.now()
    const { positions, different, examples } = await verifyPositions(loaderOn(owner))
    const { rows } = await owner.query('select count(*)::int as n from warehouse.dirty')
    for (const whose of examples) say(`differs: customer, account, security ${whose}`)
    if (rows[0].n > 0) say(`${rows[0].n} positions or customers wait to be worked out again`)
    if (different > 0) process.exitCode = 1
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    say(`${positions} positions folded anew in ${seconds} s, ${different} differ from what is kept`)
  }),
)
