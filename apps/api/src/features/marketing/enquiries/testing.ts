import { call, type Wire } from '@rapport/contract/client'
import type { BodyOf } from '@rapport/contract/endpoint'
import { CONSENT_VERSION, enquiries } from '@rapport/contract/marketing/enquiries'
import { prospectChannels, prospects } from '@rapport/contract/marketing/prospects'
import { channelOf } from '#features/marketing/prospects/testing.ts'
import { gatewayBy } from '#features/service/messages/sending/gateway.ts'
import { startGateway } from '#features/service/messages/testing-gateway.ts'
import type { Api, Client } from '#http/testing.ts'
import { takeEnquiries } from './take-enquiries.ts'
import { tellEnquiryCodes } from './tell-enquiry-codes.ts'

type Told = BodyOf<typeof enquiries.send>
const key = 'a key of the gateway, for tests only'

/** The firm's web page for whoever enquires, and a gateway that carries its codes to their telephones. */
export async function openWebPage(api: Api, ho: Client, unitId: string) {
  const gateway = await startGateway('sms', key, { now: () => new Date() })
  const out = gatewayBy({ url: gateway.url, key, hosts: [gateway.host], words: ({ body }) => body })
  const wire: Wire = { base: `${api.origin}/api`, headers: () => ({ origin: api.origin, 'x-requested-by': 'test' }) }
  const web = await channelOf(ho, 'web')
  const params = { code: 'web' }
  const told = (more: Partial<Told>): Told => ({
    ...{
      name: '卓文君',
      kind: 'mobile',
      contact: '13500000000',
      interests: ['funds'],
      message: null,
      language: 'zh-CN',
    },
    ...{ consent: true, consentVersion: CONSENT_VERSION, marketing: false, website: '', ...more },
  })
  /** Sets where those of the page go. */
  const route = async (assignment: 'load' | 'pool', formUnitId: string | null = unitId) => {
    const { id, version } = await channelOf(ho, 'web')
    return ho.call(prospectChannels.edit, { params: { id }, version, body: { formUnitId, assignment } })
  }
  await route('load')
  const send = (more: Partial<Told>) => call(wire, enquiries.send, { params, body: told(more) })
  const prove = (enquiry: string, code: string) => call(wire, enquiries.prove, { params, body: { enquiry, code } })
  const tellCodes = () => tellEnquiryCodes(api.product, 'sms', out, () => false)
  /** The code that this telephone was sent last. */
  const codeAt = (mobile: string) =>
    /\d{6}/.exec([...gateway.taken.values()].findLast(({ to }) => to === mobile)?.text ?? '')?.[0]
  /** Makes prospects of proven enquiries, as the worker does; what goes wrong fails the test unless it says what is done with it. */
  const take = async (
    log: (error: unknown) => unknown = (error) => {
      throw error
    },
  ) => {
    while (await takeEnquiries(api.product, log));
  }
  return {
    ...{ web, wire, told, gateway, route, send, prove, tellCodes, codeAt, take },
    form: (code = 'web') => call(wire, enquiries.form, { params: { code } }),
    /** Enquires as somebody would: writes, reads the code, types it. */
    async enquire(more: Partial<Told> & { contact: string }) {
      const { enquiry } = await send(more)
      await tellCodes()
      await prove(enquiry, codeAt(more.contact)!)
      return enquiry
    },
    /** As if this had been long ago: nobody waits for another code. */
    later: (minutes: number) =>
      api.make(async (db) => {
        await db.rows('', 'update enquiries set made_at = made_at - make_interval(mins => $1)', [minutes])
        await db.rows('', 'delete from sign_in_throttles', [])
      }),
    prospectsOf: async (who: Client, q: string) => (await who.call(prospects.list, { query: { q } })).items,
    close: () => gateway.close(),
  }
}
