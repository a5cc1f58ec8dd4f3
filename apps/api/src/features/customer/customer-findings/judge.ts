import type { FindingCode, FindingKind } from '@rapport/contract/customer/customer-findings'
import { checkContact } from '@rapport/contract/identity/contact'
import { checkIdentification } from '@rapport/contract/identity/identification'

/** A customer with all that is judged of it, opened. Days are YYYY-MM-DD. */
export interface Judged {
  id: string
  kind: string
  lifecycle: string
  birthOn: string | null
  gender: string | null
  ownerId: string | null
  assessmentValidTo: string | null
  identifications: readonly { id: string; type: string; number: string }[]
  contactPoints: readonly { id: string; kind: string; value: string }[]
}

export interface Found {
  kind: FindingKind
  code: FindingCode
  recordId: string
  /** From which day on it is so. */
  since: string
}

/**
 * The gaps and wrong formats of one customer (domain 6.2). Of a closed one nothing is missing any more. A document that is
 * wrong in itself is not held against the birth date.
 */
export function judge(customer: Judged, today: string): Found[] {
  const found = (kind: FindingKind, code: FindingCode, recordId = customer.id, since = today): Found => ({
    kind,
    code,
    recordId,
    since,
  })
  return [...(customer.lifecycle === 'closed' ? [] : gapsOf(customer, found)), ...faultsOf(customer, today, found)]
}

type Find = (kind: FindingKind, code: FindingCode, recordId?: string, since?: string) => Found

function gapsOf({ id, kind, birthOn, ownerId, assessmentValidTo, ...customer }: Judged, found: Find): Found[] {
  const gaps: Found[] = []
  if (customer.identifications.length === 0) gaps.push(found('gap', 'document-missing'))
  // An organisation is called on its line.
  const reached = kind === 'person' ? ['mobile'] : ['mobile', 'phone']
  if (!customer.contactPoints.some((point) => reached.includes(point.kind))) gaps.push(found('gap', 'mobile-missing'))
  if (kind === 'person' && birthOn === null) gaps.push(found('gap', 'birth-missing'))
  if (ownerId === null) gaps.push(found('gap', 'owner-missing'))
  if (assessmentValidTo !== null) gaps.push(found('gap', 'assessment-expired', id, dayAfter(assessmentValidTo)))
  return gaps
}

const wrongContact: Readonly<Record<string, FindingCode>> = {
  mobile: 'mobile-wrong',
  phone: 'phone-wrong',
  email: 'email-wrong',
}

function faultsOf(customer: Judged, today: string, found: Find): Found[] {
  const faults: Found[] = []
  for (const { id, type, number } of customer.identifications) {
    const checked = checkIdentification(type, number, today)
    if (!checked.ok) {
      faults.push(found('format', 'identification-wrong', id))
      continue
    }
    const { birthOn, sex } = checked.value
    if (birthOn && customer.birthOn && birthOn !== customer.birthOn) faults.push(found('format', 'birth-differs', id))
    if (sex && customer.gender && sex !== customer.gender) faults.push(found('format', 'gender-differs', id))
  }
  for (const { id, kind, value } of customer.contactPoints) {
    const code = wrongContact[kind]
    if (code && !checkContact(kind, value).ok) faults.push(found('format', code, id))
  }
  return faults
}

function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}
