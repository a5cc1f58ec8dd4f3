import { randomInt } from 'node:crypto'
import type { NewCustomer } from '@rapport/contract/customer/customers'
import { luhnCheckDigit } from '@rapport/contract/identity/bank-card'
import { checkContact } from '@rapport/contract/identity/contact'
import { checkIdentification } from '@rapport/contract/identity/identification'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import type { z } from 'zod'
import { Refused } from '#http/refused.ts'

export type CustomerDraft = z.output<typeof NewCustomer>
type Reason = { field: string; code: string }

/** What only one kind of customer has. */
const ofPersons = ['gender', 'birthOn', 'occupation', 'education'] as const
const ofOrganisations = ['legalForm', 'industry', 'registeredAddress', 'lei'] as const

/** Fields that do not belong to this kind of customer, and days that have not come yet. */
export function reasonsAgainst(
  kind: 'person' | 'organisation',
  details: Partial<Pick<CustomerDraft, (typeof ofPersons | typeof ofOrganisations)[number] | 'openedOn'>>,
  today: string,
): Reason[] {
  const foreign = kind === 'person' ? ofOrganisations : ofPersons
  const code = kind === 'person' ? 'customer.organisation-only' : 'customer.person-only'
  const misplaced = foreign.filter((field) => details[field]).map((field) => ({ field, code }))
  const future = (['birthOn', 'openedOn'] as const)
    .filter((field) => details[field] && details[field] > today)
    .map((field) => ({ field, code: 'day.future' }))
  return [...misplaced, ...future]
}

/** The new customer in its stored form. Refuses with 400 and every reason at once, each on the field it speaks of. */
export function checkNewCustomer(draft: CustomerDraft, today: string): CustomerDraft {
  const reasons = reasonsAgainst(draft.kind, draft, today)
  const name = checkPersonName(draft.name)
  if (!name.ok) reasons.push({ field: 'name', code: name.code })

  const { type, number } = draft.identification
  const document = checkIdentification(type, number, today)
  const isOrganisation = draft.kind === 'organisation'
  if (isOrganisation && type !== 'credit-code')
    reasons.push({ field: 'identification.type', code: 'identification.credit-code-needed' })
  else if (!isOrganisation && type === 'credit-code')
    reasons.push({ field: 'identification.type', code: 'identification.not-of-a-person' })
  else if (!document.ok) reasons.push({ field: 'identification.number', code: document.code })

  const says = document.ok && !isOrganisation ? document.value : { birthOn: null, sex: null }
  if (draft.birthOn && says.birthOn && draft.birthOn !== says.birthOn)
    reasons.push({ field: 'birthOn', code: 'identification.birth-differs' })
  if (draft.gender && says.sex && draft.gender !== says.sex)
    reasons.push({ field: 'gender', code: 'identification.gender-differs' })

  const contactPoints = draft.contactPoints.map((point, i) => {
    const found = checkContact(point.kind, point.value)
    if (!found.ok) reasons.push({ field: `contactPoints.${i}.value`, code: found.code })
    return found.ok ? { ...point, value: found.value } : point
  })
  for (const i of secondPreferred(contactPoints))
    reasons.push({ field: `contactPoints.${i}.preferred`, code: 'contact.one-preferred' })

  if (reasons.length > 0 || !name.ok || !document.ok) throw new Refused(400, 'invalid', { errors: reasons })
  return {
    ...draft,
    name: name.value,
    identification: { ...draft.identification, number: document.value.number },
    contactPoints,
    birthOn: draft.birthOn ?? says.birthOn,
    gender: draft.gender ?? says.sex,
  }
}

/** Places of preferred contact points whose kind has a preferred one before them. */
const secondPreferred = (points: CustomerDraft['contactPoints']) =>
  points.flatMap((point, i) =>
    point.preferred && points.slice(0, i).some((other) => other.preferred && other.kind === point.kind) ? [i] : [],
  )

/** A customer number nobody chose: twelve digits, the last a check digit; random, so that it says nothing. */
export function newCustomerNo(random: (from: number, below: number) => number = randomInt): string {
  const digits = `${random(1, 10)}${String(random(0, 10 ** 10)).padStart(10, '0')}`
  return digits + luhnCheckDigit(digits)
}
