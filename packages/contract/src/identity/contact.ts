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

/** A number that one calls, and whether it is a mobile or a fixed line: equal numbers of one kind have one stored form. */
export function checkTelephone(text: string): Check<{ kind: 'mobile' | 'phone'; value: string }, 'phone.shape'> {
  const mobile = checkMobile(text)
  if (mobile.ok) return passed({ kind: 'mobile', value: mobile.value })
  const phone = checkPhone(text)
  return phone.ok ? passed({ kind: 'phone', value: phone.value }) : phone
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

/** A fixed line in China without its hyphens: area code of two or three digits after the zero, number, extension. */
const CHINESE = /^(?:(?:\+86|0086)0?|0)(?:(10|2\d)(\d{8})|([3-9]\d\d)(\d{7,8}))(x\d{1,6})?$/

/**
 * A fixed line: 5 to 20 digits with an optional plus sign, hyphens and an extension after `x` or `转`. One in China is stored as
 * area code, hyphen, number, however it was written: the number that rings is then the one that was written down.
 */
export function checkPhone(text: string): Check<string, 'phone.shape'> {
  const typed = withoutBlanks(text)
    .replace(/[()]/g, '')
    .replace(/(转|ext\.?)/i, 'x')
  const digits = typed.replace(/\D/g, '').length
  if (!/^\+?\d+(-\d+)*(x\d{1,6})?$/.test(typed) || digits < 5 || digits > 20) return failed('phone.shape')
  const [, two, ofTwo, three, ofThree, extension = ''] = CHINESE.exec(typed.replaceAll('-', '')) ?? []
  const [area, number] = two ? [two, ofTwo] : [three, ofThree]
  return passed(area ? `0${area}-${number}${extension}` : typed)
}
