import { makeCreditCode } from '@rapport/contract/identity/credit-code'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import type { CustomerDraft, IdentificationDraft } from '@rapport/database/factories/customer-rows'
import { type DayNumber, onDay } from './calendar.ts'
import { firmName, personName, trades } from './names.ts'
import { elsewhere, type Place } from './places.ts'
import type { Random } from './random.ts'

/** Who a customer is: a valid document and what goes with it. */
export interface Identity {
  fields: Pick<
    CustomerDraft,
    'kind' | 'name' | 'gender' | 'birthOn' | 'nationality' | 'legalForm' | 'industry' | 'registeredAddress'
  > & { name: string }
  document: IdentificationDraft
  address: string
  contactName: string
}

export function personIdentity(random: Random, n: number, place: Place, openedDay: DayNumber): Identity {
  const gender = random.chance(0.47) ? 'female' : 'male'
  const name = personName(random, gender)
  const age = Math.min(84, Math.max(18.2, 43 + 14 * random.normal()))
  const birthOn = onDay(Math.floor(openedDay - age * 365.25) - random.whole(0, 200))
  // Odd sequences are men's; neighbours in the list never share one.
  const sequence = ((n * 2) % 998) + (gender === 'male' ? 1 : 0)
  const from = random.chance(0.985) ? 'resident-id' : 'hk-macao-taiwan-permit'
  const area =
    from === 'resident-id'
      ? random.pick(random.chance(0.66) ? place.areas : elsewhere)
      : random.pick(['810000', '820000', '830000'])
  return {
    fields: { kind: 'person', name, gender, birthOn, nationality: '中国' },
    document: {
      type: from,
      number: makeResidentId({ area, birthOn, sequence }),
      issuer: from === 'resident-id' ? `${place.city}公安局` : null,
      validTo: onDay(openedDay + random.whole(900, 6_500)),
    },
    address: address(random, place),
    contactName: name,
  }
}

const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** Organisations get the next code each: base 31 in the alphabet of the standard. */
function organisationCode(n: number): string {
  let code = ''
  for (let left = 4_000_000 + n * 977; code.length < 6; left = Math.floor(left / 31)) code = letters[left % 31] + code
  return `MA${code}`
}

export function organisationIdentity(random: Random, n: number, place: Place, openedDay: DayNumber): Identity {
  const trade = random.pick(Object.keys(trades) as (keyof typeof trades)[])
  const legalForm = random.chance(0.8) ? '有限责任公司' : '股份有限公司'
  const name = `${place.city.replace('市', '')}${firmName(random)}${trade}${legalForm === '股份有限公司' ? legalForm : '有限公司'}`
  const registered = address(random, place)
  return {
    fields: { kind: 'organisation', name, legalForm, industry: trades[trade], registeredAddress: registered },
    document: {
      type: 'credit-code',
      number: makeCreditCode({
        authority: '9',
        category: '1',
        area: random.pick(place.areas),
        organisation: organisationCode(n),
      }),
      issuer: `${place.city}市场监督管理局`,
      validTo: onDay(openedDay + 7_300),
    },
    address: registered,
    contactName: personName(random, random.chance(0.5) ? 'female' : 'male'),
  }
}

const streets = ['建设路', '解放路', '文昌路', '湖滨路', '学院路', '长青路', '新华街', '和平路', '青年路', '江南大道']
const address = (random: Random, { city, districts }: Place) =>
  `${city}${random.pick(districts)}${random.pick(streets)}${random.whole(1, 380)}号${random.whole(1, 30)}栋${random.whole(1, 28)}0${random.whole(1, 4)}室`
