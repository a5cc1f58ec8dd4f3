const MAINLAND = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'

/** First two digits of an area code (GB/T 2260) on the mainland; county codes change and old ones stay valid. */
export const mainlandProvinces: ReadonlySet<string> = new Set(MAINLAND.split(' '))

/** Taiwan, and the residence permits of people from Hong Kong, Macao and Taiwan. */
export const otherProvinces: ReadonlySet<string> = new Set(['71', '81', '82', '83'])
