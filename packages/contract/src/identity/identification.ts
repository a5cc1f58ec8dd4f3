import { type Check, failed, passed, withoutBlanks } from './check.ts'
import { type CreditCodeCode, checkCreditCode } from './credit-code.ts'
import { checkForeignerId, type ForeignerIdCode } from './foreigner-id.ts'
import { isMask } from './masks.ts'
import { checkResidentId, type ResidentId, type ResidentIdCode } from './resident-id.ts'

/** A document number in its stored form, with what the number itself says about the holder. */
export type CheckedIdentification = { number: string; birthOn: string | null; sex: ResidentId['sex'] | null }
export type IdentificationCode =
  | ResidentIdCode
  | ForeignerIdCode
  | CreditCodeCode
  | 'permit.shape'
  | 'passport.shape'
  | 'identification.shape'

/** Checks a document number by its type (`identificationTypes`); `today` is `YYYY-MM-DD`. */
export function checkIdentification(
  type: string,
  number: string,
  today: string,
): Check<CheckedIdentification, IdentificationCode> {
  const typed = withoutBlanks(number).toUpperCase()
  switch (type) {
    case 'resident-id':
      return checkResident(typed, today)
    case 'foreign-permanent-resident-id':
      return checkForeignerId(typed, today)
    case 'hk-macao-taiwan-permit':
      // A residence permit since 2018 has 18 characters and a checksum; travel permits have letters and digits.
      if (/^8[123]\d{15}[\dX]$/.test(typed)) return checkResident(typed, today)
      return /^[A-Z0-9]{8,12}$/.test(typed) ? passed(bare(typed)) : failed('permit.shape')
    case 'passport':
      return /^[A-Z0-9]{5,15}$/.test(typed) ? passed(bare(typed)) : failed('passport.shape')
    case 'credit-code': {
      const found = checkCreditCode(typed)
      return found.ok ? passed(bare(found.value)) : found
    }
    default:
      return checkOther(number)
  }
}

function checkResident(typed: string, today: string): Check<CheckedIdentification, ResidentIdCode> {
  const found = checkResidentId(typed, today)
  if (!found.ok) return found
  const { number, kind, birthOn, sex } = found.value
  return kind === 'foreigner' ? failed('resident-id.area') : passed({ number, birthOn, sex })
}

function checkOther(number: string): Check<CheckedIdentification, 'identification.shape'> {
  const kept = number.normalize('NFKC').replace(/\s+/gu, ' ').trim()
  return kept !== '' && kept.length <= 40 && !isMask(kept) ? passed(bare(kept)) : failed('identification.shape')
}

function bare(number: string): CheckedIdentification {
  return { number, birthOn: null, sex: null }
}
