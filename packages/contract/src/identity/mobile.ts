import { type Check, failed, passed, withoutBlanks } from './check.ts'

export type MobileCode = 'mobile.shape'

/**
 * A Chinese mobile as 11 digits (spaces, hyphens and +86 or 0086 dropped); one from overseas in E.164, with its plus sign.
 * Valid does not mean reachable.
 */
export function checkMobile(text: string): Check<string, MobileCode> {
  const typed = withoutBlanks(text).replace(/[-‐-―−]/g, '')
  const chinese = typed.replace(/^(\+86|0086)/, '')
  if (/^1[3-9]\d{9}$/.test(chinese)) return passed(chinese)
  return /^\+(?!86)[1-9]\d{6,14}$/.test(typed) ? passed(typed) : failed('mobile.shape')
}
