import type {
  bases,
  contactKinds,
  customerKinds,
  customerLanguages,
  genders,
  identificationTypes,
  investmentCapacities,
  investorClasses,
  levels,
  lifecycles,
  riskLevels,
} from '@rapport/contract/customer/vocabulary'
import { checkTelephone } from '@rapport/contract/identity/contact'
import type { Rows } from '@rapport/database/factories/insert-rows'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { searchKeys, soundOf } from '@rapport/database/search-keys'

type One<List extends readonly string[]> = List[number]

/** A customer as it is told; what is left out is empty, days are `YYYY-MM-DD`. */
export interface CustomerDraft {
  id?: string
  customerNo: string
  name: string
  ownerId: string | null
  unitId: string
  kind?: One<typeof customerKinds>
  gender?: One<typeof genders> | null
  birthOn?: string | null
  nationality?: string | null
  occupation?: string | null
  education?: string | null
  legalForm?: string | null
  industry?: string | null
  registeredAddress?: string | null
  lei?: string | null
  language?: One<typeof customerLanguages>
  investorClass?: One<typeof investorClasses>
  lifecycle?: One<typeof lifecycles>
  level?: One<typeof levels> | null
  openedOn?: string | null
  tags?: string[]
  note?: string | null
  createdAt?: string
  createdBy?: string | null
  deletedAt?: string | null
  /** The present profile, as the latest row of investor_profiles has it; its trigger keeps it from then on. */
  profile?: Pick<
    ProfileDraft,
    'asOf' | 'riskLevel' | 'riskBasis' | 'investmentCapacity' | 'capacityBasis' | 'assessedOn' | 'validTo'
  >
  identifications?: IdentificationDraft[]
  contactPoints?: ContactPointDraft[]
  contactPersons?: ContactPersonDraft[]
  bankCards?: BankCardDraft[]
  /** Numbers of accounts that follow, so that they are in the search keys from the start. */
  accountNumbers?: string[]
}
export interface ProfileDraft {
  asOf: string
  level?: One<typeof levels> | null
  riskLevel?: One<typeof riskLevels> | null
  riskBasis?: One<typeof bases>
  investmentCapacity?: One<typeof investmentCapacities> | null
  capacityBasis?: One<typeof bases>
  assessedOn?: string | null
  validTo?: string | null
  preference?: string | null
  experience?: string | null
  source?: string
  recordedAt?: string
  recordedBy?: string | null
}
export interface IdentificationDraft {
  type: One<typeof identificationTypes>
  number: string
  issuer?: string | null
  validTo?: string | null
}
export interface ContactPointDraft {
  kind: One<typeof contactKinds>
  value: string
  preferred?: boolean
  doNotContact?: boolean
  verifiedAt?: string | null
}
export interface ContactPersonDraft {
  name: string
  role?: string | null
  phone?: string | null
  email?: string | null
  wechat?: string | null
  preferredTime?: string | null
  doNotContact?: boolean
  primary?: boolean
  note?: string | null
}
export interface BankCardDraft {
  bank: string
  number: string
  luhn?: boolean
}

/** The row of a customer, search keys and sound of the name made from it. */
export function customerRow(draft: CustomerDraft): Rows['customers'] {
  const sound = soundOf(draft.name)
  const now = new Date().toISOString()
  return {
    id: draft.id ?? newId(),
    customerNo: draft.customerNo,
    kind: draft.kind ?? 'person',
    name: draft.name,
    namePinyin: sound.pinyin,
    nameInitials: sound.initials,
    searchKeys: searchKeys(draft.name, draft.customerNo, draft.accountNumbers),
    gender: draft.gender,
    birthOn: draft.birthOn,
    nationality: draft.nationality,
    occupation: draft.occupation,
    education: draft.education,
    legalForm: draft.legalForm,
    industry: draft.industry,
    registeredAddress: draft.registeredAddress,
    lei: draft.lei,
    language: draft.language ?? 'zh-CN',
    investorClass: draft.investorClass ?? 'ordinary',
    lifecycle: draft.lifecycle ?? 'active',
    level: draft.level,
    riskLevel: draft.profile?.riskLevel,
    riskBasis: draft.profile ? (draft.profile.riskBasis ?? basisOf(draft.profile.riskLevel)) : 'unavailable',
    investmentCapacity: draft.profile?.investmentCapacity,
    capacityBasis: draft.profile
      ? (draft.profile.capacityBasis ?? basisOf(draft.profile.investmentCapacity))
      : 'unavailable',
    assessedOn: draft.profile?.assessedOn,
    assessmentValidTo: draft.profile?.validTo,
    profileAsOf: draft.profile?.asOf,
    openedOn: draft.openedOn,
    ownerId: draft.ownerId,
    unitId: draft.unitId,
    tags: draft.tags ?? [],
    note: draft.note,
    createdAt: draft.createdAt ?? now,
    createdBy: draft.createdBy,
    updatedAt: draft.createdAt ?? now,
    deletedAt: draft.deletedAt,
  }
}

const basisOf = (known: string | null | undefined) => (known ? 'assessed' : 'unavailable')

export function profileRow(customerId: string, draft: ProfileDraft): Rows['investor_profiles'] {
  return {
    id: newId(),
    customerId,
    asOf: draft.asOf,
    level: draft.level,
    riskLevel: draft.riskLevel,
    riskBasis: draft.riskBasis ?? basisOf(draft.riskLevel),
    investmentCapacity: draft.investmentCapacity,
    capacityBasis: draft.capacityBasis ?? basisOf(draft.investmentCapacity),
    assessedOn: draft.assessedOn,
    validTo: draft.validTo,
    preference: draft.preference,
    experience: draft.experience,
    source: draft.source ?? 'questionnaire',
    recordedAt: draft.recordedAt ?? new Date().toISOString(),
    recordedBy: draft.recordedBy,
  }
}

export function identificationRow(seal: Seal, customerId: string, draft: IdentificationDraft): Rows['identifications'] {
  const id = newId()
  return {
    id,
    customerId,
    type: draft.type,
    numberSealed: seal.close(draft.number, `identifications.number.${id}`),
    numberHash: seal.hash('identification', draft.number),
    issuer: draft.issuer,
    validTo: draft.validTo,
  }
}

export function contactPointRow(seal: Seal, customerId: string, draft: ContactPointDraft): Rows['contact_points'] {
  const id = newId()
  return {
    id,
    customerId,
    kind: draft.kind,
    valueSealed: seal.close(draft.value, `contact_points.value.${id}`),
    valueHash: seal.hash(draft.kind, draft.value),
    preferred: draft.preferred ?? false,
    doNotContact: draft.doNotContact ?? false,
    verifiedAt: draft.verifiedAt,
  }
}

/** By which a contact person is found when this number rings; null of no number, or of what is none. */
export function telephoneHash(seal: Seal, phone: string | null | undefined): string | null {
  const number = phone ? checkTelephone(phone) : null
  return number?.ok ? seal.hash(number.value.kind, number.value.value) : null
}

export function contactPersonRow(seal: Seal, customerId: string, draft: ContactPersonDraft): Rows['contact_persons'] {
  const id = newId()
  return {
    id,
    customerId,
    name: draft.name,
    role: draft.role,
    phoneSealed: draft.phone ? seal.close(draft.phone, `contact_persons.phone.${id}`) : null,
    phoneHash: telephoneHash(seal, draft.phone),
    emailSealed: draft.email ? seal.close(draft.email, `contact_persons.email.${id}`) : null,
    wechat: draft.wechat,
    preferredTime: draft.preferredTime,
    doNotContact: draft.doNotContact ?? false,
    primary: draft.primary ?? false,
    note: draft.note,
  }
}

export function bankCardRow(seal: Seal, customerId: string, draft: BankCardDraft): Rows['bank_cards'] {
  const id = newId()
  return {
    id,
    customerId,
    bank: draft.bank,
    numberSealed: seal.close(draft.number, `bank_cards.number.${id}`),
    numberHash: seal.hash('bank-card', draft.number),
    luhn: draft.luhn ?? true,
  }
}

/** Everything that a customer brings along, ready for `insertRows`. */
export function rowsOfCustomer(seal: Seal, draft: CustomerDraft) {
  const customer = customerRow(draft)
  return {
    customer,
    identifications: (draft.identifications ?? []).map((one) => identificationRow(seal, customer.id, one)),
    contactPoints: (draft.contactPoints ?? []).map((one) => contactPointRow(seal, customer.id, one)),
    contactPersons: (draft.contactPersons ?? []).map((one) => contactPersonRow(seal, customer.id, one)),
    bankCards: (draft.bankCards ?? []).map((one) => bankCardRow(seal, customer.id, one)),
  }
}
