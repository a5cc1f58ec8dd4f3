import { copyCells } from '#warehouse/collect/copy-line.ts'
import type { RowMapper } from '#warehouse/collect/mapping/compile-mapping.ts'
import { naturalKey } from '#warehouse/collect/natural-key.ts'
import type { Reason, Values } from '#warehouse/collect/values.ts'
import type { Fact, Named } from './facts.ts'
import type { References } from './references.ts'
import { rowHash } from './row-hash.ts'

/** A row as its stage holds it, or why it is held back. */
export type Staged = { line: string; day: string; key: string; cancels: boolean } | { reason: Reason }

/** What becomes of the values of the row at a line. */
export type Stager = (line: number, values: Values) => Staged

interface Means {
  fact: Fact
  mapper: RowMapper
  references: References
  keyFields: readonly string[]
  /** Whether the file tells the version of each row. */
  tellsVersion: boolean
  versionOf: (line: number, told: string | null) => string
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Turns the values of a row into a line for its stage: whose it is, what it says, what it is known by, its version. */
export function stagerOf({ fact, mapper, references, keyFields, tellsVersion, versionOf }: Means) {
  const { at, target } = mapper
  const keyOf = naturalKey(target.fields, keyFields)
  const [day, action] = [at(fact.day.field), at('action')]
  // Only what the file itself tells orders its versions.
  const version = tellsVersion ? at('version') : -1
  const [customerNo, accountNumber, securityCode, currency] = [
    at('customerNo'),
    at('accountNumber'),
    at('securityCode'),
    at('currency'),
  ]
  const columns = fact.columns.filter(({ name }) => name !== fact.subject).map(({ of }) => of(at))
  const said = (values: Values, place: number) => (place < 0 ? null : (values[place] ?? null))
  const named: Named = { customerId: nobody, accountId: nobody, securityId: nobody }

  /** Says whom and what the row names into `named`; the reason where nobody can tell. */
  function resolve(values: Values): Reason | null {
    const money = said(values, currency) ?? 'CNY'
    if (fact.names.account) {
      const account = references.account(said(values, accountNumber)!, said(values, customerNo), money)
      if ('code' in account) return account
      named.accountId = account.id
      named.customerId = account.customerId
    } else if (fact.subject === 'customer_id') {
      const customer = references.customer(said(values, customerNo)!)
      if (typeof customer !== 'string') return customer
      named.customerId = customer
    }
    if (fact.names.security) {
      const security = references.security(said(values, securityCode)!, money)
      if (typeof security !== 'string') return security
      named.securityId = security
    }
    return null
  }

  return (line: number, values: Values): Staged => {
    // Every row of a file must pass by what names it, also those that are held back.
    const key = keyOf(values)
    const reason = resolve(values)
    if (reason) return { reason }
    const on = values[day]!
    const cells: Values = [fact.subject === 'customer_id' ? named.customerId : named.securityId, on]
    for (let i = 0; i < columns.length; i++) cells.push(columns[i]!(values, named))
    const row = copyCells(cells)
    const cancels = said(values, action) === 'cancel'
    const end = `${versionOf(line, said(values, version))}\t${rowHash(row)}\t${line}\t${cancels ? 'cancel' : 'new'}\n`
    // Rows of different customers may have the same key: then they are looked at once more, and found to be different.
    const known = fact.key === 'priced_at' ? `${cells[0]}${cells[2]}` : key
    return { line: `${row}\t${copyCells([key])}\t${end}`, day: on, key: known, cancels }
  }
}
