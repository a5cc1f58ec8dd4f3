import type { accountKinds, accountStatuses, fillSides } from '@rapport/contract/customer/vocabulary'
import type { visitChannels, visitKinds, visitOutcomes, visitStates } from '@rapport/contract/service/care-visits'
import type { Db } from './as-viewer.ts'
import { type CustomerDraft, type ProfileDraft, profileRow, rowsOfCustomer } from './factories/customer-rows.ts'
import { insertRows } from './factories/insert-rows.ts'
import { builtInRoles, type RoleCode, roleCodes } from './factories/roles.ts'
import { newId } from './ids.ts'
import type { Seal } from './seal.ts'

export interface Made {
  id: string
}
export interface MadeUnit extends Made {
  code: string
  name: string
}
export interface MadeUser extends Made {
  username: string
  name: string
  unitId: string
}
export interface MadeCustomer extends Made {
  customerNo: string
  name: string
}
/** Digits that no other call has: for codes and numbers that nobody named. */
const freshDigits = (length: number) =>
  BigInt(`0x${newId().slice(-12)}`)
    .toString()
    .padStart(length, '0')
    .slice(-length)
const since = '2015-01-01'

/** The roles every firm starts with; those that are there stay as they are. Returns their ids. */
export async function makeRoles(db: Db): Promise<Record<RoleCode, string>> {
  const rows = roleCodes.map((code) => {
    const { name, nameZh, scope, clearance, permissions } = builtInRoles[code]
    return { id: newId(), code, name, nameZh, scope, clearance: [...clearance], permissions: [...permissions] }
  })
  // Servers that start at once wait for each other's.
  await db.rows('roles-patience', `select set_config('lock_timeout', '30s', true)`, [])
  await insertRows(db, 'roles', rows, { ignoring: 'code' })
  const made = await db.role.findMany({ where: { code: { in: roleCodes } }, select: { id: true, code: true } })
  return Object.fromEntries(made.map(({ id, code }) => [code, id])) as Record<RoleCode, string>
}

async function makeUnit(
  db: Db,
  unit: { kind: string; code: string; name: string; parentId: string | null; validFrom?: string },
): Promise<MadeUnit> {
  await insertRows(db, 'units', [{ id: newId(), ...unit, validFrom: unit.validFrom ?? since }], { ignoring: 'code' })
  return db.unit.findUniqueOrThrow({ where: { code: unit.code }, select: { id: true, code: true, name: true } })
}

/** The head office, above everything; there is one, made at the first call. */
export const makeHeadOffice = (db: Db, { code = 'HO', name = '总部' } = {}) =>
  makeUnit(db, { kind: 'head-office', code, name, parentId: null })

/** A region below the head office. */
export async function makeRegion(db: Db, region: { code?: string; name?: string } = {}) {
  const code = region.code ?? `R${freshDigits(8)}`
  const parent = await makeHeadOffice(db)
  return makeUnit(db, { kind: 'region', code, name: region.name ?? `大区 ${code}`, parentId: parent.id })
}

/** A branch below a region, or straight below the head office. */
export async function makeBranch(db: Db, branch: { region?: Made; code?: string; name?: string } = {}) {
  const code = branch.code ?? `B${freshDigits(8)}`
  const parent = branch.region ?? (await makeHeadOffice(db))
  return makeUnit(db, { kind: 'branch', code, name: branch.name ?? `营业部 ${code}`, parentId: parent.id })
}

/** A team below a branch. */
export async function makeTeam(db: Db, team: { branch: Made; code?: string; name?: string }) {
  const code = team.code ?? `T${freshDigits(8)}`
  return makeUnit(db, { kind: 'team', code, name: team.name ?? `团队 ${code}`, parentId: team.branch.id })
}

/** Somebody of the firm; with a password hash (argon2id) they can sign in. */
export async function makeUser(
  db: Db,
  user: { role: RoleCode; unit: Made; username?: string; name?: string; staffNo?: string; passwordHash?: string },
): Promise<MadeUser> {
  const roles = await makeRoles(db)
  const username = user.username ?? `user${freshDigits(10)}`
  const row = { id: newId(), username, name: user.name ?? `员工 ${username}`, unitId: user.unit.id }
  await insertRows(db, 'users', [{ ...row, staffNo: user.staffNo, roleId: roles[user.role], preferences: {} }])
  if (user.passwordHash)
    await insertRows(db, 'credentials', [{ userId: row.id, passwordHash: user.passwordHash, changedAt: new Date() }])
  return row
}

/** A customer with everything that hangs on it, personal data sealed. */
export async function makeCustomer(
  db: Db,
  seal: Seal,
  draft: Omit<CustomerDraft, 'customerNo' | 'name' | 'ownerId' | 'unitId'> & {
    owner?: Made | null
    unit: Made
    customerNo?: string
    name?: string
  },
): Promise<MadeCustomer> {
  const customerNo = draft.customerNo ?? freshDigits(12)
  const rows = rowsOfCustomer(seal, {
    ...draft,
    customerNo,
    name: draft.name ?? `客户${customerNo}`,
    ownerId: draft.owner?.id ?? null,
    unitId: draft.unit.id,
  })
  await insertRows(db, 'customers', [rows.customer])
  await insertRows(db, 'identifications', rows.identifications)
  await insertRows(db, 'contact_points', rows.contactPoints)
  await insertRows(db, 'contact_persons', rows.contactPersons)
  await insertRows(db, 'bank_cards', rows.bankCards)
  return { id: rows.customer.id, customerNo, name: rows.customer.name }
}

/** What was known of an investor from a day on; the latest becomes the present. */
export async function makeProfile(db: Db, profile: ProfileDraft & { customer: Made }): Promise<Made> {
  const { customer, ...draft } = profile
  const row = profileRow(customer.id, draft)
  await insertRows(db, 'investor_profiles', [row])
  return { id: row.id }
}

export async function makeAccount(
  db: Db,
  account: {
    customer: Made
    kind?: (typeof accountKinds)[number]
    number?: string
    market?: string | null
    currency?: string
    status?: (typeof accountStatuses)[number]
    openedOn?: string | null
    closedOn?: string | null
  },
): Promise<Made & { number: string }> {
  const { customer, ...rest } = account
  const row = { id: newId(), customerId: customer.id, kind: 'fund', number: freshDigits(12), currency: 'CNY' }
  const made = { ...row, status: 'open', ...rest }
  await insertRows(db, 'accounts', [made])
  return { id: made.id, number: made.number }
}

export async function makeSecurity(
  db: Db,
  security: { code?: string; name?: string | null; category?: string; market?: string; currency?: string } = {},
): Promise<Made & { code: string }> {
  const code = security.code ?? `S${freshDigits(8)}`
  const row = { id: newId(), name: `证券 ${code}`, currency: 'CNY', unknown: false, ...security, code }
  await insertRows(db, 'securities', [row])
  return { id: row.id, code }
}

/** A closing price: at 15:00 of its day in Shanghai. */
export async function makePrice(db: Db, price: { security: Made; pricedOn: string; price: string }) {
  const pricedAt = `${price.pricedOn}T15:00:00+08:00`
  await insertRows(db, 'prices', [{ securityId: price.security.id, pricedAt, price: price.price }])
}

/** A fill of `quantity` at `price`, both decimal strings; the amount is their product unless it is told. */
export async function makeTrade(
  db: Db,
  trade: {
    customer: Made
    account: Made
    security: Made
    side: (typeof fillSides)[number]
    quantity: string
    price: string
    amount?: string
    fees?: string
    currency?: string
    /** With its zone; the day is the one in Shanghai unless it is told. */
    tradedAt: string
    tradedOn?: string
    externalKey?: string
  },
): Promise<{ key: string }> {
  const row = {
    customerId: trade.customer.id,
    accountId: trade.account.id,
    securityId: trade.security.id,
    tradedAt: trade.tradedAt,
    tradedOn: trade.tradedOn ?? new Date(Date.parse(trade.tradedAt) + 8 * 3_600_000).toISOString().slice(0, 10),
    side: trade.side,
    quantity: trade.quantity,
    price: trade.price,
    amount: trade.amount ?? (await product(db, trade.quantity, trade.price)),
    fees: trade.fees ?? '0',
    currency: trade.currency ?? 'CNY',
    externalKey: trade.externalKey ?? newId(),
  }
  await insertRows(db, 'trades', [row])
  return { key: row.externalKey }
}

async function product(db: Db, one: string, other: string): Promise<string> {
  const [row] = await db.rows<{ product: string }>('product', 'select $1::numeric * $2::numeric as product', [
    one,
    other,
  ])
  return row!.product
}

/** A care visit by somebody of the firm; one with an outcome is recorded. */
export async function makeVisit(
  db: Db,
  visit: {
    customer: Made
    staff: Made
    plannedOn: string
    plannedTime?: string | null
    kind?: (typeof visitKinds)[number]
    channel?: (typeof visitChannels)[number]
    purpose?: string | null
    state?: (typeof visitStates)[number]
    outcome?: (typeof visitOutcomes)[number]
    content?: string
    minutes?: number
    recordedAt?: string
  },
): Promise<Made> {
  const { customer, staff, ...rest } = visit
  const recorded = visit.outcome
    ? { state: 'recorded', recordedAt: `${visit.plannedOn}T10:00:00+08:00`, recordedBy: staff.id }
    : {}
  const row = { id: newId(), customerId: customer.id, staffId: staff.id, kind: 'care', channel: 'phone' }
  await insertRows(db, 'care_visits', [{ ...row, state: 'planned', createdBy: staff.id, ...recorded, ...rest }])
  return { id: row.id }
}
