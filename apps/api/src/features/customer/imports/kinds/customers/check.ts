import { checkContact } from '@rapport/contract/identity/contact'
import { checkIdentification } from '@rapport/contract/identity/identification'
import { checkPersonName } from '@rapport/contract/identity/person-name'
import { code } from '@rapport/contract/shapes'
import { reasonsAgainst } from '#features/customer/customers/new-customer.ts'
import type { CheckMeans, Reason } from '#features/customer/imports/kinds/kind.ts'
import { RowCheck, twoYearsOn } from '#features/customer/imports/kinds/row-check.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'
import * as fields from './fields.ts'

/** What a row says of a customer, in its stored form; null is "says nothing". */
export interface CustomerSaid {
  customerNo: string
  kind: 'person' | 'organisation' | null
  /** The kind that follows from the rest of the row, for a customer that is not there yet. */
  likelyKind: 'person' | 'organisation'
  details: Details
  profile: ProfileSaid | null
  identification: { type: string; number: string; hash: string } | null
  contacts: { kind: 'mobile' | 'email'; value: string; hash: string }[]
  /** Where one came from who is made as a prospect, and what they want. */
  prospect: ProspectSaid | null
  owner: string | null
  unit: string | null
}
export interface ProspectSaid {
  /** Code or name of a way. */
  channel: string | null
  interests: string[]
}
export interface Details {
  name: string | null
  gender: string | null
  birthOn: string | null
  lifecycle: string | null
  level: string | null
  openedOn: string | null
  occupation: string | null
  education: string | null
  nationality: string | null
  industry: string | null
  legalForm: string | null
  registeredAddress: string | null
  note: string | null
}
/** A dated record of the investor. What the file has no column for is undefined: it stays as it was. */
export interface ProfileSaid {
  asOf: string | null
  level: string | null | undefined
  risk: { level: string | null; basis: string } | undefined
  capacity: { level: string | null; basis: string } | undefined
  assessed: { on: string | null; validTo: string | null } | undefined
}

/** Days that stand where nobody was assessed. Others can be translated to '' in the mapping. */
const placeholders = new Set(['2000-01-01', '1900-01-01', '1970-01-01', '9999-12-31'])
const customerNoOf = code(40)

/** The check of one row of customers, without the database. */
export function customerChecker({ today, mapping, seal }: CheckMeans) {
  const mapped = new Set(Object.keys(mapping))
  const tellsProfile =
    ['riskLevel', 'investmentCapacity', 'assessedOn'].some((field) => mapped.has(field)) ||
    (mapped.has('asOf') && mapped.has('level'))
  return (row: RowValues): CustomerSaid | Reason[] => {
    const check = new RowCheck(row)
    const customerNo = check.required('customerNo', customerNoOf)
    const told = check.term(fields.kind) as CustomerSaid['kind']
    const level = check.term(fields.level)
    const details: Details = {
      name: nameIn(check),
      gender: check.term(fields.gender),
      birthOn: check.day('birthOn'),
      lifecycle: check.term(fields.lifecycle),
      level: tellsProfile ? null : level,
      openedOn: check.day('openedOn'),
      occupation: check.text('occupation', 80),
      education: check.text('education', 60),
      nationality: check.text('nationality', 60),
      industry: check.text('industry', 120),
      legalForm: check.text('legalForm', 80),
      registeredAddress: check.text('registeredAddress', 300),
      note: check.text('note', 2000),
    }
    const type = check.term(fields.identificationType)
    const likelyKind = told ?? (type === 'credit-code' || level === 'legal-entity' ? 'organisation' : 'person')
    const document = documentIn(check, type, likelyKind, details, today)
    const said: CustomerSaid = {
      customerNo,
      kind: told,
      likelyKind,
      details,
      profile: tellsProfile ? profileIn(check, level, mapped) : null,
      identification: document && { ...document, hash: seal.hash('identification', document.number) },
      contacts: (['mobile', 'email'] as const).flatMap((kind) => {
        const value = contactIn(check, kind)
        return value === null ? [] : [{ kind, value, hash: seal.hash(kind, value) }]
      }),
      prospect: prospectIn(check),
      owner: check.text('owner', 64),
      unit: check.text('unit', 20),
    }
    check.reasons.push(...reasonsAgainst(likelyKind, details as never, today))
    return check.reasons.length > 0 ? check.reasons : said
  }
}

function nameIn(check: RowCheck): string | null {
  const said = check.text('name', 120)
  if (said === null) return null
  const found = checkPersonName(said)
  return found.ok ? found.value : check.refuse('name', found.code)
}

function documentIn(
  check: RowCheck,
  told: string | null,
  kind: 'person' | 'organisation',
  details: Details,
  today: string,
) {
  const said = check.text('identificationNumber', 40)
  if (said === null) return null
  const type = told ?? (kind === 'organisation' ? 'credit-code' : 'resident-id')
  if ((type === 'credit-code') !== (kind === 'organisation'))
    return check.refuse(
      'identificationType',
      kind === 'organisation' ? 'identification.credit-code-needed' : 'identification.not-of-a-person',
    )
  const found = checkIdentification(type, said, today)
  if (!found.ok) return check.refuse('identificationNumber', found.code)
  const { number, birthOn, sex } = found.value
  if (details.birthOn && birthOn && details.birthOn !== birthOn) check.refuse('birthOn', 'identification.birth-differs')
  if (details.gender && sex && details.gender !== sex) check.refuse('gender', 'identification.gender-differs')
  details.birthOn ??= birthOn
  details.gender ??= sex
  return { type, number }
}

function contactIn(check: RowCheck, kind: 'mobile' | 'email'): string | null {
  const said = check.text(kind, 300)
  if (said === null) return null
  const found = checkContact(kind, said)
  return found.ok ? found.value : check.refuse(kind, found.code)
}

function prospectIn(check: RowCheck): ProspectSaid | null {
  const channel = check.text('prospectChannel', 80)
  const words = (check.said(fields.interests.name) ?? '').split(/[,;，；、|]/).map((word) => word.trim())
  const interests = words.flatMap((word) => (word === '' ? [] : (check.term(fields.interests, word) ?? [])))
  return channel === null && interests.length === 0 ? null : { channel, interests: [...new Set(interests)] }
}

function profileIn(check: RowCheck, level: string | null, mapped: ReadonlySet<string>): ProfileSaid {
  const assessedOn = check.day('assessedOn')
  const on = assessedOn && placeholders.has(assessedOn) ? null : assessedOn
  return {
    asOf: check.day('asOf'),
    level: mapped.has('level') ? level : undefined,
    risk: mapped.has('riskLevel') ? predictable(check, fields.riskLevel, fields.riskBasis) : undefined,
    capacity: mapped.has('investmentCapacity')
      ? predictable(check, fields.investmentCapacity, fields.capacityBasis)
      : undefined,
    assessed: mapped.has('assessedOn') ? { on, validTo: on && twoYearsOn(on) } : undefined,
  }
}

/** A level that a model predicted says so in front, or in a field of its own; without a level the basis is unavailable. */
function predictable(check: RowCheck, of: (typeof fields)['riskLevel'], basisField: (typeof fields)['riskBasis']) {
  const said = check.said(of.name)
  const predicted = said !== null && /^predicted[_ -]/i.test(said)
  const level = check.term(of, predicted ? said.slice('predicted_'.length) : said)
  const told = check.term(basisField)
  const basis = level === null ? 'unavailable' : (told ?? (predicted ? 'predicted' : 'assessed'))
  if (level !== null && basis === 'unavailable') check.refuse(basisField.name, 'basis.of-a-level')
  return { level, basis }
}
