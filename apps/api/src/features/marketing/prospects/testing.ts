import { prospectChannels, prospects } from '@rapport/contract/marketing/prospects'
import type { Api, Client } from '#http/testing.ts'

let mobiles = 0
/** A mobile that nobody else in a test has. */
export const newMobile = () => `1370${String(1000000 + mobiles++)}`

export const channelOf = async (who: Client, code: string) =>
  (await who.call(prospectChannels.list, {})).items.find((one) => one.code === code)!

/** A prospect as this person enters it. */
export async function enter(who: Client, more: object = {}) {
  const { id: channelId } = await channelOf(who, 'phone')
  const contactPoints = [{ kind: 'mobile' as const, value: newMobile() }]
  return who.call(prospects.create, { body: { name: '司马相如', contactPoints, channelId, ...more } })
}

/** The rules of the firm, as if they had always been these. */
export const setRules = (api: Api, rules: { cap?: number; warnDays?: number; protectionDays?: number }) =>
  api.make((db) => db.prospectRule.updateMany({ data: rules }))
