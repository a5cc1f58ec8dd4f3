import type { UnknownReferences } from '@rapport/contract/administration/collection-items'
import type { Loader } from '@rapport/database/as-loader'
import { newId } from '@rapport/database/ids'
import type { Expected } from './dimensions/expected.ts'

interface KnownCustomer {
  id: string
  unitId: string
}
interface KnownAccount {
  id: string
  customerId: string
  customerNo: string
  unitId: string
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
/** Of a single row only what it names is asked for. */
export interface OnlyNamed {
  customerNo: string | null
  accountNumber: string | null
  securityCode: string | null
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

  /** Ids of those who are told of and made when that is merged. */
  private readonly coming = new Set<string>()

  private constructor(
    private readonly unknown: UnknownReferences,
    private readonly customers: Map<string, KnownCustomer | null>,
    private readonly accounts: Map<string, KnownAccount[]>,
    private readonly securities: Map<string, string>,
  ) {}

  static async load(
    loader: Pick<Loader, 'query'>,
    unknown: UnknownReferences,
    names: { customers: boolean; securities: boolean },
    only?: OnlyNamed,
  ) {
    const such = (column: string) => (only ? `where ${column} = $1` : '')
    const name = (of: keyof OnlyNamed) => (only ? [only[of]] : [])
    const customers = new Map<string, KnownCustomer | null>()
    const accounts = new Map<string, KnownAccount[]>()
    const securities = new Map<string, string>()
    if (names.customers) {
      type Customer = { id: string; no: string; unitId: string }
      for (const { no, ...customer } of await loader.query<Customer>(
        `select id, customer_no as no, unit_id as "unitId" from customers c ${such('customer_no')} ${only ? 'and' : 'where'}
           not exists (select from customer_merges m where m.merged_id = c.id)`,
        name('customerNo'),
      ))
        customers.set(no, customers.has(no) ? null : customer)
      // The number of one that was merged into another means that other, unless somebody has it now.
      const meant = new Map<string, KnownCustomer | null>()
      for (const { no, ...customer } of await loader.query<Customer>(
        `select c.id, m.merged_no as no, c.unit_id as "unitId" from customer_merges m
         join customers c on c.id = m.customer_id ${such('m.merged_no')}`,
        name('customerNo'),
      ))
        meant.set(no, meant.has(no) && meant.get(no)?.id !== customer.id ? null : customer)
      for (const [no, customer] of meant) if (!customers.has(no)) customers.set(no, customer)
      const known = await loader.query<KnownAccount & { number: string }>(
        `select a.number, a.id, a.customer_id as "customerId", c.customer_no as "customerNo", c.unit_id as "unitId"
         from accounts a join customers c on c.id = a.customer_id ${such('a.number')}`,
        name('accountNumber'),
      )
      for (const { number, ...account } of known) {
        const same = accounts.get(number)
        if (same) same.push(account)
        else accounts.set(number, [account])
      }
    }
    if (names.securities)
      for (const { id, code } of await loader.query<MadeSecurity>(
        `select id, code from securities ${such('code')}`,
        name('securityCode'),
      ))
        securities.set(code, id)
    return new References(unknown, customers, accounts, securities)
  }

  /** Whom and what rows may name that are merged with others of the same day. */
  expect({ customers, accounts }: Expected) {
    for (const { customerNo, ...customer } of customers)
      if (!this.customers.has(customerNo)) {
        this.customers.set(customerNo, customer)
        this.coming.add(customer.id)
      }
    for (const { number, ...account } of accounts) {
      const customer = this.customers.get(account.customerNo)
      const known = this.accounts.get(number) ?? []
      if (!customer || known.some((one) => this.isOf(one, account.customerNo))) continue
      this.accounts.set(number, [...known, { ...account, customerId: customer.id }])
      this.coming.add(account.id)
    }
  }

  /** The id of a customer whom a feed tells of: one that is new is made when that is merged. */
  expectedCustomer(customerNo: string, unitId: string): { id: string; isNew: boolean } | Unresolved {
    const known = this.customers.get(customerNo)
    if (known === null) return unresolved('customerNo', 'customer-no.ambiguous')
    if (known) return { id: known.id, isNew: this.coming.has(known.id) }
    const id = newId()
    this.customers.set(customerNo, { id, unitId })
    this.coming.add(id)
    return { id, isNew: true }
  }

  /** The same of an account of somebody. */
  expectedAccount(number: string, customerNo: string): { id: string; unitId: string; isNew: boolean } | Unresolved {
    const customerId = this.customer(customerNo)
    if (typeof customerId !== 'string') return customerId
    const known = this.accounts.get(number) ?? []
    const same = known.find((account) => this.isOf(account, customerNo))
    if (same) return { ...same, isNew: this.coming.has(same.id) }
    const account = { id: newId(), customerId, customerNo, unitId: this.customers.get(customerNo)!.unitId }
    this.accounts.set(number, [...known, account])
    this.coming.add(account.id)
    return { ...account, isNew: true }
  }

  /** Whether an account is of whoever has this number, or had it before a merge. */
  private isOf(account: KnownAccount, customerNo: string): boolean {
    return account.customerNo === customerNo || this.customers.get(customerNo)?.id === account.customerId
  }

  customer(customerNo: string): string | Unresolved {
    const known = this.customers.get(customerNo)
    if (known) return known.id
    if (known === null) return unresolved('customerNo', 'customer-no.ambiguous')
    if (this.unknown.customers === 'hold') return unresolved('customerNo', 'customer.unknown')
    const made = { id: newId(), customerNo }
    this.made.customers.push(made)
    this.customers.set(customerNo, { id: made.id, unitId: this.unknown.unitId! })
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
      for (const one of known) if (this.isOf(one, customerNo)) return one
    }
    if (this.unknown.accounts === 'hold')
      return unresolved('accountNumber', known ? 'account.other-customer' : 'account.unknown')
    if (customerNo === null) return unresolved('accountNumber', 'account.unknown')
    const customerId = this.customer(customerNo)
    if (typeof customerId !== 'string') return customerId
    const made = { id: newId(), customerId, number, currency }
    this.made.accounts.push(made)
    const entry = { id: made.id, customerId, customerNo, unitId: this.customers.get(customerNo)!.unitId }
    if (known) known.push(entry)
    else this.accounts.set(number, [entry])
    return entry
  }

  /** The unit of the customer whom a row names; null where it names nobody who is known, or two who are not of one unit. */
  unitOf(customerNo: string | null, accountNumber: string | null): string | null {
    const units = new Set<string>()
    const customer = customerNo === null ? null : this.customers.get(customerNo)
    if (customer) units.add(customer.unitId)
    const accounts = accountNumber === null ? [] : (this.accounts.get(accountNumber) ?? [])
    const theirs = accounts.filter((account) => customerNo !== null && this.isOf(account, customerNo))
    for (const { unitId } of theirs.length > 0 ? theirs : accounts) units.add(unitId)
    return units.size === 1 ? [...units][0]! : null
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
