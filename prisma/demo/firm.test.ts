import { checkBankCard } from '@rapport/contract/identity/bank-card'
import { checkContact } from '@rapport/contract/identity/contact'
import { checkIdentification } from '@rapport/contract/identity/identification'
import { describe, expect, test } from 'vitest'
import { feesOf } from './fees.ts'
import { type FirmPlan, planFirm } from './firm.ts'
import { signIns } from './sign-ins.ts'

const today = '2026-03-18'
const plan: FirmPlan = planFirm({ today })
const { organisation, customers, trades, visits, listed } = plan
const drafts = customers.map(({ draft }) => draft)
const unique = (values: readonly unknown[]) => new Set(values).size === values.length
/** Two in each of twelve branches. */
const enteredTwice = 24
const lead = customers.filter(({ owner }) => owner?.username === 'am01')

test('the same seed and day make the same firm, another seed another one', () => {
  const small = { today, customers: 120 }
  expect(planFirm(small)).toEqual(planFirm(small))
  expect(planFirm({ ...small, seed: 'other' }).customers).not.toEqual(planFirm(small).customers)
})

test('the firm has a head office, 3 regions, 12 branches with teams, 150 people and 5,000 customers', () => {
  const kinds = (kind: string) => organisation.units.filter((unit) => unit.kind === kind).length
  expect([kinds('head-office'), kinds('region'), kinds('branch'), kinds('team')]).toEqual([1, 3, 12, 8])
  expect(organisation.staff).toHaveLength(150)
  expect(customers).toHaveLength(5_000)
  expect(customers.filter(({ draft }) => draft.kind === 'organisation').length / 5_000).toBeCloseTo(0.04, 1)
  expect(trades.length).toBeGreaterThan(100_000)
  expect(visits.length).toBeGreaterThan(25_000)
})

test('everybody who is told at the first start can sign in', () => {
  for (const { username, role } of signIns)
    expect(organisation.staff).toContainEqual(expect.objectContaining({ username, role }))
  expect(unique(organisation.staff.map(({ username }) => username))).toBe(true)
  const unitOf = (username: string) => organisation.staff.find((one) => one.username === username)!.unitId
  expect(unitOf('am02')).toBe(unitOf('am01'))
  expect(unitOf('sa01')).toBe(unitOf('am01'))
  expect(unitOf('bm01')).toBe(unitOf('am01'))
  expect(unitOf('am11')).not.toBe(unitOf('am01'))
})

describe('every identity is valid and nobody shares one', () => {
  test('documents say the birth day and the sex of their holder', () => {
    for (const draft of drafts) {
      const [document] = draft.identifications!
      if (!document) continue
      const checked = checkIdentification(document.type, document.number, today)
      expect(checked, document.number).toMatchObject({ ok: true, value: { number: document.number } })
      if (draft.kind === 'person' && checked.ok)
        expect([checked.value.birthOn, checked.value.sex]).toEqual([draft.birthOn, draft.gender])
    }
    const numbers = drafts.flatMap(({ identifications }) => identifications!.map(({ number }) => number))
    expect(numbers).toHaveLength(drafts.length - enteredTwice)
    expect(unique(numbers)).toBe(true)
  })

  test('contact points and bank cards pass their checks', () => {
    for (const { contactPoints } of drafts)
      for (const { kind, value } of contactPoints!) expect(checkContact(kind, value)).toEqual({ ok: true, value })
    for (const { bankCards } of drafts)
      for (const { number } of bankCards!)
        expect(checkBankCard(number)).toEqual({ ok: true, value: { number, luhn: true } })
    expect(drafts.length - new Set(drafts.map((draft) => draft.contactPoints![0]!.value)).size).toBe(enteredTwice)
  })

  test('but two of each branch who were entered twice, with the same name and mobile', () => {
    const mobileOf = (draft: (typeof drafts)[number]) => draft.contactPoints![0]!.value
    const known = new Map(
      drafts.filter(({ lifecycle }) => lifecycle === 'active').map((draft) => [mobileOf(draft), draft]),
    )
    const again = drafts.filter((draft) => draft.lifecycle === 'prospect' && known.has(mobileOf(draft)))
    expect(again).toHaveLength(enteredTwice)
    for (const draft of again) {
      const { name, birthOn } = known.get(mobileOf(draft))!
      expect(draft).toMatchObject({ name, birthOn, identifications: [] })
    }
  })

  test('customer and account numbers are told apart', () => {
    expect(drafts.every(({ customerNo }) => /^\d{12}$/.test(customerNo))).toBe(true)
    expect(unique(drafts.map(({ customerNo }) => customerNo))).toBe(true)
    expect(unique(customers.flatMap(({ accounts }) => accounts.map(({ number }) => number)))).toBe(true)
  })
})

test('assessments follow each other, last two years, and some levels changed', () => {
  for (const { profiles, draft } of customers) {
    const days = profiles.map(({ asOf }) => asOf)
    expect(days).toEqual([...days].sort())
    expect(unique(days)).toBe(true)
    for (const day of days) expect(day <= today && day >= (draft.openedOn ?? '')).toBe(true)
    expect(draft.profile).toBe(profiles.at(-1))
  }
  const changed = customers.filter(({ profiles }) => new Set(profiles.map(({ riskLevel }) => riskLevel)).size > 1)
  expect(changed.length).toBeGreaterThan(1_000)
  const expired = drafts.filter(({ profile }) => profile && profile.validTo! < today)
  expect(expired.length).toBeGreaterThan(300)
})

test('am01 has a day: visits for today, some left over, questionnaires that run out, people who trade', () => {
  expect(lead.length).toBeGreaterThanOrEqual(40)
  expect(lead.length).toBeLessThanOrEqual(60)
  const own = visits.filter(
    (visit) => lead.some(({ draft }) => draft.id === visit.customerId) && visit.state === 'planned',
  )
  expect(own.filter(({ plannedOn }) => plannedOn === today).length).toBeGreaterThanOrEqual(5)
  expect(own.filter(({ plannedOn }) => String(plannedOn) < today).length).toBeGreaterThanOrEqual(3)
  const validTo = lead.map(({ draft }) => draft.profile?.validTo ?? '9999')
  expect(validTo.filter((day) => day < today).length).toBeGreaterThanOrEqual(4)
  expect(validTo.filter((day) => day >= today && day <= '2026-04-17').length).toBeGreaterThanOrEqual(3)
  const traders = new Set(
    trades.filter(({ tradedOn }) => String(tradedOn) > '2026-02').map(({ customerId }) => customerId),
  )
  expect(lead.filter(({ draft }) => traders.has(draft.id)).length).toBeGreaterThanOrEqual(10)
})

test('nobody sells what was not held, and amounts are quantity times price', () => {
  const held = new Map<string, number>()
  const closed = new Map(customers.map(({ draft, accounts }) => [draft.id, accounts[0]?.closedOn ?? '9999']))
  const wrong = trades.filter((trade) => {
    const key = `${trade.customerId} ${trade.securityId}`
    const quantity = (held.get(key) ?? 0) + Number(trade.quantity) * (trade.side === 'buy' ? 1 : -1)
    held.set(key, quantity)
    const product = Math.round(Number(trade.quantity) * Number(trade.price) * 100)
    return (
      quantity < 0 ||
      product !== Math.round(Number(trade.amount) * 100) ||
      String(trade.tradedOn) >= closed.get(trade.customerId)!
    )
  })
  expect(wrong).toEqual([])
  expect(unique(trades.map(({ externalKey }) => externalKey))).toBe(true)
})

test('an outcome is there when and only when a visit is recorded, and never before its day', () => {
  const wrong = visits.filter(
    ({ state, outcome, plannedOn }) =>
      (state === 'recorded') !== (outcome !== null) || (String(plannedOn) > today && state !== 'planned'),
  )
  expect(wrong).toEqual([])
})

test('every security has a price for each trading day, none of them on a weekend', () => {
  expect(plan.prices.length / listed.length).toBeGreaterThan(450)
  expect(listed.flatMap(({ closes }) => closes).filter((close) => !Number.isSafeInteger(close) || close <= 0)).toEqual(
    [],
  )
  expect(plan.prices.filter(({ pricedAt }) => [0, 6].includes(new Date(String(pricedAt)).getUTCDay()))).toEqual([])
})

test.each([
  ['sell 1,000 at 12.34', 'sell', 1_234_000, 500 + 617 + 12],
  ['buy 10,000 at 25.60', 'buy', 25_600_000, 6_400 + 256],
  ['sell 10,000 at 26.10', 'sell', 26_100_000, 6_525 + 13_050 + 261],
  ['buy 100 at 8.00', 'buy', 80_000, 500 + 1],
] as const)('fees as the domain reference works them out: %s', (_, side, amountFen, fees) => {
  expect(feesOf('Stock', side, amountFen, 25).fees).toBe(fees)
})

test('money is there before it is spent, and what is moved is whole ten thousands', () => {
  const days = new Map<string, Map<string, number>>()
  const book = (customer: string, day: string, fen: number) => {
    const of = days.get(customer) ?? new Map<string, number>()
    days.set(customer, of.set(day, (of.get(day) ?? 0) + fen))
  }
  const fens = (value: string | undefined) => Math.round(Number(value ?? 0) * 100)
  for (const { customerId, movedOn, kind, amount } of plan.cash) {
    expect([fens(amount) % 1_000_000, kind]).toEqual([
      amount.startsWith('-') ? -0 : 0,
      fens(amount) > 0 ? 'deposit' : 'withdrawal',
    ])
    book(customerId, movedOn, fens(amount))
  }
  for (const { customerId, tradedOn, side, amount, fees } of trades)
    book(customerId, tradedOn, (side === 'buy' ? -1 : 1) * fens(amount) - fens(fees))
  const short = [...days].filter(([, of]) => {
    let fen = 0
    const balances = [...of]
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([, change]) => {
        fen += change
        return fen
      })
    return balances.some((balance) => balance < 0)
  })
  expect(short).toEqual([])
  expect(plan.cash.length).toBeGreaterThan(10_000)
})

test('the firm earns beside commission, month by month, and most of it is not taken back', () => {
  const fens = (value: string | undefined) => Math.round(Number(value ?? 0) * 100)
  const { income } = plan
  expect(unique(income.map(({ externalKey }) => externalKey))).toBe(true)
  const months = new Set(income.map(({ bookedOn }) => bookedOn.slice(0, 7)))
  expect([months.size, [...months].sort().at(-1)]).toEqual([14, '2026-02'])
  const of = (kind: string) =>
    income.filter((row) => row.kind === kind).reduce((sum, { amount }) => sum + fens(amount), 0)
  const kinds = ['interest', 'margin-interest', 'product-fee', 'advisory-fee'].map(of)
  for (const sum of kinds) expect(sum).toBeGreaterThan(0)
  const since = [...months].sort()[0]!
  const commission = trades
    .filter(({ tradedOn }) => tradedOn >= since)
    .reduce((sum, trade) => sum + fens(trade.commission), 0)
  const ratio = kinds.reduce((sum, one) => sum + one, 0) / commission
  expect(ratio).toBeGreaterThan(0.15)
  expect(ratio).toBeLessThan(2)
})
