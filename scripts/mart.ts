import { parseArgs } from 'node:util'
import { asOwner } from '@rapport/database/as-owner'
import { closeMart, martLogins, openMart } from '@rapport/database/data-mart'
import { onDatabase, say } from './open-database.ts'

// `npm run mart -- open mart_tableau --unit HO --purpose "Tableau of head office" --until 2027-12-31`, `close mart_tableau`,
// `list`: who may read the data mart from outside.

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { unit: { type: 'string' }, purpose: { type: 'string' }, until: { type: 'string' } },
})
const [verb, login] = positionals

await onDatabase((url) =>
  asOwner(url, async (owner) => {
    if (verb === 'list') {
      for (const one of await martLogins(owner))
        say(`${one.login}  ${one.state}  unit ${one.unit}  until ${one.validTo}  ${one.purpose}`)
    } else if (verb === 'close' && login) {
      await closeMart(owner, login)
      say(`${login} is closed.`)
    } else if (verb === 'open' && login && values.unit && values.purpose && values.until) {
      const draft = { login, unit: values.unit, purpose: values.purpose, validTo: values.until }
      const password = await openMart(owner, draft)
      const { hostname, port, pathname } = new URL(url)
      say(`host ${hostname}, port ${port || 5432}, database ${pathname.slice(1)}, schema mart`)
      say(`user ${login}, password ${password} (told only now)`)
    } else
      throw new Error(
        'Say: open mart_<name> --unit <code> --purpose <words> --until <YYYY-MM-DD>, close <login>, or list.',
      )
  }),
)
