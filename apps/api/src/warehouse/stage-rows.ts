import type { CopyBlock } from '#warehouse/collect/copy-block.ts'
import type { RowMapper } from '#warehouse/collect/mapping/compile-mapping.ts'
import { naturalKey } from '#warehouse/collect/natural-key.ts'
import type { Reason, Values } from '#warehouse/collect/values.ts'
import type { Fact, Named } from './facts.ts'
import type { References } from './references.ts'

/** What a row that was written to its stage is of and known by, or why it is held back. */
export type Staged = { day: string; key: string; cancels: boolean } | { reason: Reason }

/** Writes the values of the row at a line to the stage; nothing where there is a reason to hold it back. */
export type Stager = (line: number, values: Values, stage: CopyBlock) => Staged

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

/** Makes of the values of a row a line of its stage: whose it is, what it says, what it is known by, its version. */
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
  const pricedAt = fact.columns.find(({ name }) => name === fact.key)?.of(at)
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

  return (line: number, values: Values, stage: CopyBlock): Staged => {
    // Every row of a file must pass by what names it, also those that are held back.
    const key = keyOf(values)
    const reason = resolve(values)
    if (reason) return { reason }
    const on = values[day]!
    const subject = fact.subject === 'customer_id' ? named.customerId : named.securityId
    const begin = stage.size
    stage.cell(subject)
    stage.cell(on)
    for (let i = 0; i < columns.length; i++) stage.cell(columns[i]!(values, named))
    const hash = stage.hashSince(begin)
    const cancels = said(values, action) === 'cancel'
    stage.cell(key)
    stage.cell(versionOf(line, said(values, version)))
    stage.whole(hash)
    stage.whole(line)
    stage.cell(cancels ? 'cancel' : 'new')
    stage.endLine()
    // Rows of different customers may have the same key: then they are looked at once more, and found to be different.
    const known = pricedAt ? `${subject}${pricedAt(values, named)}` : key
    return { day: on, key: known, cancels }
  }
}
