import { type Check, failed, passed, withoutBlanks } from './check.ts'
import { checkMobile, type MobileCode } from './mobile.ts'

export type ContactCode = MobileCode | 'phone.shape' | 'email.shape' | 'contact.empty'

/** Checks a contact point by its kind (`contactKinds`) and gives the stored form. */
export function checkContact(kind: string, value: string): Check<string, ContactCode> {
  switch (kind) {
    case 'mobile':
      return checkMobile(value)
    case 'phone':
      return checkPhone(value)
    case 'email':
      return checkEmail(value)
    default: {
      const kept = value.trim()
      return kept === '' ? failed('contact.empty') : passed(kept)
    }
  }
}

/** An e-mail address; the domain is stored in lower case, what stands before the @ as it was written. A mask is refused. */
export function checkEmail(text: string): Check<string, 'email.shape'> {
  const typed = withoutBlanks(text)
  const [, local, domain] = /^([^@*<>()[\],;:"\\]{1,64})@([^@]{3,255})$/.exec(typed) ?? []
  if (local === undefined || domain === undefined) return failed('email.shape')
  const labels = domain.split('.')
  const isDomain =
    labels.length > 1 && labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label))
  return isDomain ? passed(`${local}@${domain.toLowerCase()}`) : failed('email.shape')
}

/** A fixed line: 5 to 20 digits with an optional plus sign, hyphens and an extension after `x` or `转`. */
export function checkPhone(text: string): Check<string, 'phone.shape'> {
  const typed = withoutBlanks(text)
    .replace(/[()]/g, '')
    .replace(/(转|ext\.?)/i, 'x')
  const digits = typed.replace(/\D/g, '').length
  return /^\+?\d+(-\d+)*(x\d{1,6})?$/.test(typed) && digits >= 5 && digits <= 20 ? passed(typed) : failed('phone.shape')
}
