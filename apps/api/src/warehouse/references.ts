import type { UnknownReferences } from '@rapport/contract/administration/collection-items'
import type { Loader } from '@rapport/database/as-loader'
import { newId } from '@rapport/database/ids'

interface KnownAccount {
  id: string
  customerId: string
  customerNo: string
}
interface MadeCustomer {
  id: string
  customerNo: string
}
interface MadeAccount {
  id: string
  customerId: string
  number: string
  currency: string
}
interface MadeSecurity {
  id: string
  code: string
  currency: string
}

/** Why a row cannot be said to be somebody's. */
export interface Unresolved {
  field: string
  code: string
}
const unresolved = (field: string, code: string): Unresolved => ({ field, code })

/**
 * Whom and what rows name, by the numbers and codes that they name them with. What nobody knows is held, or made: it gets
 * its id at once, and `made` says what has to be written before the rows are merged.
 */
export class References {
  readonly made = { customers: [] as MadeCustomer[], accounts: [] as MadeAccount[], securities: [] as MadeSecurity[] }
  /** Codes that a feed named and no list explains. */
  readonly unknownSecurities = new Set<string>()

  private constructor(
    private readonly unknown: UnknownReferences,
    private readonly customers: Map<string, string | null>,
    private readonly accounts: Map<string, KnownAccount[]>,
    private readonly securities: Map<string, string>,
  ) {}

  static async load(loader: Loader, unknown: UnknownReferences, names: { customers: boolean; securities: boolean }) {
    const customers = new Map<string, string | null>()
    const accounts = new Map<string, KnownAccount[]>()
    const securities = new Map<string, string>()
    if (names.customers) {
      type Customer = { id: string; no: string }
      for (const { id, no } of await loader.query<Customer>('select id, customer_no as no from customers'))
        customers.set(no, customers.has(no) ? null : id)
      const known = await loader.query<KnownAccount & { number: string }>(
        `select a.number, a.id, a.customer_id as "customerId", c.customer_no as "customerNo"
         from accounts a join customers c on c.id = a.customer_id`,
      )
      for (const { number, ...account } of known) {
        const same = accounts.get(number)
        if (same) same.push(account)
        else accounts.set(number, [account])
      }
    }
    if (names.securities)
      for (const { id, code } of await loader.query<MadeSecurity>('select id, code from securities'))
        securities.set(code, id)
    return new References(unknown, customers, accounts, securities)
  }

  customer(customerNo: string): string | Unresolved {
    const id = this.customers.get(customerNo)
    if (id) return id
    if (id === null) return unresolved('customerNo', 'customer-no.ambiguous')
    if (this.unknown.customers === 'hold') return unresolved('customerNo', 'customer.unknown')
    const made = { id: newId(), customerNo }
    this.made.customers.push(made)
    this.customers.set(customerNo, made.id)
    return made.id
  }

  /** The account of that number; the customer's number decides where several have it, and must not contradict it. */
  account(
    number: string,
    customerNo: string | null,
    currency: string,
  ): { id: string; customerId: string } | Unresolved {
    const known = this.accounts.get(number)
    if (known) {
      if (customerNo === null) return known.length === 1 ? known[0]! : unresolved('accountNumber', 'account.ambiguous')
      for (const one of known) if (one.customerNo === customerNo) return one
    }
    if (this.unknown.accounts === 'hold')
      return unresolved('accountNumber', known ? 'account.other-customer' : 'account.unknown')
    if (customerNo === null) return unresolved('accountNumber', 'account.unknown')
    const customerId = this.customer(customerNo)
    if (typeof customerId !== 'string') return customerId
    const made = { id: newId(), customerId, number, currency }
    this.made.accounts.push(made)
    const entry = { id: made.id, customerId, customerNo }
    if (known) known.push(entry)
    else this.accounts.set(number, [entry])
    return entry
  }

  security(code: string, currency: string): string | Unresolved {
    const id = this.securities.get(code)
    if (id) return id
    this.unknownSecurities.add(code)
    if (this.unknown.securities === 'hold') return unresolved('securityCode', 'security.unknown')
    const made = { id: newId(), code, currency }
    this.made.securities.push(made)
    this.securities.set(code, made.id)
    return made.id
  }
}
