/** Characters of streets, villages, estates and houses: a district holds one only at its start or end (路桥区, 鼓楼区). */
const STREET = '\\dA-Za-z镇乡街道路巷村弄号栋幢楼室园苑庭'
const PROVINCE = /^[^省市区县]{1,8}?(?:省|自治区|特别行政区)/u
const CITY = /^[^\d区县街道路巷村弄号栋幢楼室]{1,10}?(?:市|自治州|地区|盟)/u
const DISTRICT = new RegExp(
  // 小区, 社区, 园区 and 三区 are parts of an estate, not districts.
  `^(?:[^\\d][^${STREET}]{0,6}?[^\\d]?(?:(?<![小社园一二三四五六七八九十])区|县|旗)|[^${STREET}]{1,8}?(?<!城)市)`,
  'u',
)

/**
 * Shows an address down to its district: 江苏省南京市玄武区***. There is no table of districts behind it: where the words
 * do not say clearly what the district is, less is shown (an address in another script shows nothing).
 */
export function maskAddress(address: string): string {
  let shown = ''
  for (const part of [PROVINCE, CITY, DISTRICT]) shown += part.exec(address.slice(shown.length))?.[0] ?? ''
  return `${shown}***`
}
