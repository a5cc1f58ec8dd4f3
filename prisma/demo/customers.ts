import { makeBankCard } from '@rapport/contract/identity/bank-card'
import type {
  BankCardDraft,
  ContactPersonDraft,
  CustomerDraft,
  ProfileDraft,
} from '@rapport/database/factories/customer-rows'
import { soundOf } from '@rapport/database/search-keys'
import { type AccountPlan, planAccounts } from './accounts.ts'
import { type DayNumber, dayNumber, instant, isWeekend, millisOf, onDay } from './calendar.ts'
import { type Identity, organisationIdentity, personIdentity } from './identities.ts'
import { banks, educations, mobilePrefixes, occupations, personName } from './names.ts'
import type { Staff } from './organisation.ts'
import { places } from './places.ts'
import { planProfiles } from './profiles.ts'
import { chooser, type Random } from './random.ts'

/** How a customer trades: on how many of twenty days. */
export type Activity = 'none' | 'rare' | 'steady' | 'lively' | 'frequent'
export interface CustomerPlan {
  draft: CustomerDraft & { id: string }
  profiles: ProfileDraft[]
  accounts: AccountPlan[]
  branch: number
  owner: Staff | null
  /** Who had the customer before, until when. */
  before: { owner: Staff; until: string } | null
  openedDay: DayNumber
  /** What they may have invested, in yuan. */
  wealth: number
  activity: Activity
  /** Number among the customers of the manager whose day is shown; null for all others. */
  lead: number | null
}

/** The day from which there is nothing to be done for a customer any more. */
export const closedDay = ({ accounts }: CustomerPlan): DayNumber =>
  accounts[0]?.closedOn ? dayNumber(accounts[0].closedOn) : Number.POSITIVE_INFINITY

const years = 8
/** Customers of am01, whose day is the one that is shown. */
export const leadUsername = 'am01'
const leadCount = 52

export function planCustomers(
  random: Random,
  staff: readonly Staff[],
  count: number,
  today: DayNumber,
): CustomerPlan[] {
  const managers = staff.filter(({ role }) => role === 'account-manager')
  const lead = managers.find(({ username }) => username === leadUsername)!
  const others = managers.filter((manager) => manager !== lead)
  // Some have many customers, some few.
  const sizes = new Map(others.map((manager) => [manager, 0.55 + random.next()]))
  const owner = chooser(others, (manager) => sizes.get(manager)!)
  const opening = openings(random.fork('openings'), today)
  const leads = Math.min(leadCount, Math.ceil(count / 2))
  const planned = Array.from({ length: count }, (_, n) => {
    const own = random.fork(`customer ${n}`)
    if (n >= leads) return planCustomer(own, n, owner(own), managers, opening(own), today, null)
    // Those whose assessments have run out or are about to have been customers for long enough.
    const known = n === 0 ? today - 2_300 : n < 22 ? today - own.whole(900, 2_400) : opening(own)
    const openedDay = isLeadProspect(n) ? today - own.whole(3, 40) : known
    return planCustomer(own, n, lead, managers, openedDay, today, n)
  })
  return withEnteredTwice(planned)
}

/** The manager whose day is shown has prospects too. */
const isLeadProspect = (lead: number | null) => lead !== null && lead >= 42 && lead < 48

/** In each branch two prospects are people who are customers already: entered again by a call, without a document. */
function withEnteredTwice(planned: CustomerPlan[]): CustomerPlan[] {
  const twice = 2
  const isPerson = ({ draft, lead }: CustomerPlan) => draft.kind === 'person' && lead === null
  for (const branch of places.keys()) {
    const here = planned.filter((one) => one.branch === branch && isPerson(one))
    const known = here.filter(({ draft }) => draft.lifecycle === 'active')
    const again = here.filter(({ draft }) => draft.lifecycle === 'prospect').slice(0, twice)
    for (const [i, { draft }] of again.entries()) {
      const same = known[i]?.draft
      if (!same) continue
      Object.assign(draft, { name: same.name, gender: same.gender, birthOn: same.birthOn, identifications: [] })
      const mobile = same.contactPoints![0]!.value
      draft.contactPoints = draft.contactPoints!.map((point, at) => (at === 0 ? { ...point, value: mobile } : point))
    }
  }
  return planned
}

/** Opening days of eight years: more each year, more in spring and towards the end, two waves, nobody at the weekend. */
function openings(random: Random, today: DayNumber): (random: Random) => DayNumber {
  const days = Array.from({ length: years * 365 }, (_, back) => today - back).filter((day) => !isWeekend(day))
  const season = [1.05, 0.7, 1.3, 1.15, 0.95, 0.9, 1.0, 0.9, 1.1, 0.75, 1.1, 1.15]
  const noise = Array.from({ length: years * 12 + 2 }, () => 0.85 + random.next() * 0.3)
  return chooser(days, (day) => {
    const back = (today - day) / 365
    const wave = Math.exp(-((back - 1.1) ** 2) / 0.02) * 0.9 + Math.exp(-((back - 5.3) ** 2) / 0.03) * 0.8
    const month = Number(onDay(day).slice(5, 7))
    return (0.32 + Math.exp(-back / 3.2) + wave) * season[month - 1]! * noise[Math.floor(back * 12)]!
  })
}

function planCustomer(
  random: Random,
  n: number,
  manager: Staff,
  managers: readonly Staff[],
  openedDay: DayNumber,
  today: DayNumber,
  lead: number | null,
): CustomerPlan {
  const organisation = lead === null ? random.chance(0.04) : lead === 7
  const wealth = Math.round(Math.exp(11.7 + 1.25 * random.normal()) * (organisation ? 12 : lead === null ? 1 : 1.8))
  const lifecycle = isLeadProspect(lead)
    ? 'prospect'
    : lead === null || lead > 40
      ? random.weighted(
          today - openedDay > 500 ? { active: 80, dormant: 14, closed: 5, prospect: 1 } : { active: 92, prospect: 8 },
        )
      : 'active'
  const prospect = lifecycle === 'prospect'
  const branch = manager.branch!
  const place = places[branch]!
  const identity: Identity = organisation
    ? organisationIdentity(random, n, place, openedDay)
    : personIdentity(random, n, place, openedDay)
  const openedOn = onDay(openedDay)
  const createdAt = instant(millisOf(openedDay, random.whole(9, 16), random.whole(0, 59)))
  const customerNo = `${1001 + branch}${String(10_000_000 + ((n * 7_919 + 1_234_567) % 90_000_000))}`
  const accounts = prospect ? [] : planAccounts(random, n, customerNo, openedDay, lifecycle, today, organisation)
  const profiles = prospect ? [] : planProfiles(random, { openedDay, today, wealth, organisation, lead, lifecycle })
  const level = organisation
    ? 'legal-entity'
    : lifecycle === 'dormant' || lifecycle === 'closed'
      ? 'inactive'
      : wealth > 1_200_000
        ? 'professional'
        : wealth > 330_000
          ? 'premium'
          : 'mass'
  const owner = lead === null && (random.chance(0.012) || (prospect && random.chance(0.3))) ? null : manager
  const earlier = managers.filter((one) => one.branch === branch && one !== manager)
  const since = today - openedDay
  const before =
    owner && since > 400 && random.chance(0.09)
      ? { owner: random.pick(earlier), until: instant(millisOf(openedDay + random.whole(200, since - 60), 9, 30)) }
      : null
  const mobile = `${random.pick(mobilePrefixes)}${String((n * 48_271 + 11_111_111) % 100_000_000).padStart(8, '0')}`
  const mailbox = `${soundOf(identity.contactName).pinyin}${random.whole(10, 99)}`
  return {
    draft: {
      id: random.id(Date.parse(createdAt)),
      customerNo,
      ownerId: owner?.id ?? null,
      unitId: manager.unitId,
      lifecycle,
      level,
      investorClass: level === 'professional' || (organisation && random.chance(0.3)) ? 'professional' : 'ordinary',
      openedOn: prospect ? null : openedOn,
      createdAt,
      createdBy: before?.owner.id ?? owner?.id ?? null,
      profile: profiles.at(-1),
      accountNumbers: accounts.map(({ number }) => number),
      tags: random.chance(0.22)
        ? [random.pick(['打新', '定投', '高净值', '银发', '两融意向', '转介绍', '理财偏好'])]
        : [],
      ...identity.fields,
      ...(organisation ? {} : { occupation: random.pick(occupations), education: random.weighted(educations) }),
      identifications: [identity.document],
      contactPoints: [
        { kind: 'mobile', value: mobile, preferred: true, verifiedAt: createdAt, doNotContact: random.chance(0.03) },
        ...(random.chance(0.55) ? [{ kind: 'email' as const, value: `${mailbox}@mail.example` }] : []),
        ...(random.chance(0.35) ? [{ kind: 'address' as const, value: identity.address }] : []),
        ...(random.chance(0.3) ? [{ kind: 'wechat' as const, value: `wx_${mailbox}` }] : []),
      ],
      contactPersons: contactPersons(random, n, identity, organisation),
      bankCards: prospect ? [] : [bankCard(random, n)],
    },
    profiles,
    accounts,
    branch,
    owner,
    before,
    openedDay,
    wealth,
    activity: activityOf(random, lifecycle, lead),
    lead,
  }
}

function activityOf(random: Random, lifecycle: string, lead: number | null): Activity {
  if (lifecycle === 'prospect' || lifecycle === 'dormant') return 'none'
  if (lead !== null && lead >= 10 && lead < 22) return lead % 2 ? 'frequent' : 'lively'
  return random.weighted({ none: 26, rare: 34, steady: 24, lively: 12, frequent: 4 })
}

function bankCard(random: Random, n: number): BankCardDraft {
  const [bank, bin] = random.pick(banks)
  return { bank, number: makeBankCard(bin, 100_000_000 + n * 37) }
}

function contactPersons(random: Random, n: number, identity: Identity, organisation: boolean): ContactPersonDraft[] {
  if (!organisation && !random.chance(0.14)) return []
  const name = organisation ? identity.contactName : personName(random, random.chance(0.5) ? 'female' : 'male')
  const role = organisation
    ? random.pick(['财务总监', '董事会秘书', '财务经理'])
    : random.pick(['配偶', '子女', '父亲', '母亲'])
  const phone = `${random.pick(mobilePrefixes)}${String((n * 62_971 + 22_222_222) % 100_000_000).padStart(8, '0')}`
  return [
    { name, role, phone, primary: true, preferredTime: random.pick(['工作日上午', '工作日下午', '晚上七点后', null]) },
  ]
}
