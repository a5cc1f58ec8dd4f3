import { checkContact } from '@rapport/contract/identity/contact'
import { checkIdentification } from '@rapport/contract/identity/identification'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import type { Reason } from '#warehouse/collect/values.ts'

const ofPersons = ['gender', 'birthOn'] as const

/** The document of a customer lies under the name of its type: another number of the type corrects it. */
export const documentField = (type: string) => `document:${type}`
export const documentType = (field: string) => (field.startsWith('document:') ? field.slice('document:'.length) : null)

/**
 * What a row says of a customer in its stored form, as the import of customers takes it; or all that is wrong with it.
 * `today` is the business date.
 */
export function checkCustomer(said: Record<string, string>, today: string): Record<string, string> | Reason[] {
  const reasons: Reason[] = []
  const refuse = (field: string, code: string) => reasons.push({ field, code })
  if (said.name !== undefined) {
    const name = checkPersonName(said.name)
    if (name.ok) said.name = name.value
    else refuse('name', name.code)
  }
  for (const kind of ['mobile', 'email'] as const) {
    const value = said[kind]
    if (value === undefined) continue
    const found = checkContact(kind, value)
    if (found.ok) said[kind] = found.value
    else refuse(kind, found.code)
  }
  for (const field of ['birthOn', 'openedOn', 'closedOn'] as const)
    if (said[field] !== undefined && said[field] > today) refuse(field, 'day.future')
  checkDocument(said, today, refuse)
  if (said.kind === 'organisation')
    for (const field of ofPersons) if (said[field] !== undefined) refuse(field, 'customer.person-only')
  return reasons.length > 0 ? reasons : said
}

function checkDocument(said: Record<string, string>, today: string, refuse: (field: string, code: string) => void) {
  const { identificationNumber, identificationType, kind } = said
  delete said.identificationNumber
  delete said.identificationType
  if (identificationNumber === undefined) return
  const isOrganisation = kind === 'organisation'
  const type = identificationType ?? (isOrganisation ? 'credit-code' : 'resident-id')
  if (kind !== undefined && (type === 'credit-code') !== isOrganisation)
    return refuse(
      'identificationType',
      isOrganisation ? 'identification.credit-code-needed' : 'identification.not-of-a-person',
    )
  const found = checkIdentification(type, identificationNumber, today)
  if (!found.ok) return refuse('identificationNumber', found.code)
  const { number, birthOn, sex } = found.value
  if (said.birthOn && birthOn && said.birthOn !== birthOn) refuse('birthOn', 'identification.birth-differs')
  if (said.gender && sex && said.gender !== sex) refuse('gender', 'identification.gender-differs')
  said[documentField(type)] = number
  if (type === 'credit-code') said.kind ??= 'organisation'
  if (birthOn) said.birthOn ??= birthOn
  if (sex) said.gender ??= sex
}
