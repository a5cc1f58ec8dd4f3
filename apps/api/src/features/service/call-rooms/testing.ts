import { callRooms, roomLinks } from '@rapport/contract/service/call-rooms'
import { calls } from '@rapport/contract/service/calls'
import { startMessages } from '#features/service/messages/testing.ts'
import type { Client } from '#http/testing.ts'
import { startLocalGateway } from './local-gateway/local-gateway.ts'
import { meetingsBy } from './meeting-gateway.ts'

const key = 'the product signs for the meeting gateway with this'
const webhookKey = 'the meeting gateway signs for the product with this'

/** A branch with people and words for messages, and a meeting gateway of its own beside the API. */
export async function startRooms() {
  const clock = { at: new Date('2026-11-20T03:00:00Z') }
  const now = () => clock.at
  const gateway = await startLocalGateway({ key, webhookKey, now })
  const meetings = meetingsBy({ url: gateway.url, key, webhookKey, hosts: [gateway.host], now })
  const here = await startMessages({ now, meetings, channels: ['sms'] })
  gateway.tellTo(here.api.origin)

  const start = (client: Client, id: string, kind: 'voice' | 'video' | 'presentation' = 'video') =>
    client.call(callRooms.start, { params: { id }, body: { kind } })
  const current = async (client: Client) => (await client.call(callRooms.current)).current
  const linkTo = (client: Client, id: string) => client.call(callRooms.addLink, { params: { id } })
  const wire = (method: string, path: string) =>
    fetch(`${here.api.origin}/api${path}`, { method, headers: { origin: here.api.origin, 'x-requested-by': 'test' } })
  return {
    ...here,
    clock,
    gateway,
    start,
    current,
    linkTo,
    later(seconds: number) {
      clock.at = new Date(clock.at.getTime() + seconds * 1000)
    },
    looksAt: async (path: string) => (await wire('GET', `/room-links/${path.split('/').at(-1)}`)).json(),
    /** The status for somebody who uses a link, and the page it leads to. */
    async join(path: string) {
      const answer = await wire('PUT', `/room-links/${path.split('/').at(-1)}/guest`)
      const { url } = roomLinks.join.reply
        .partial()
        .catch({})
        .parse(await answer.json())
      return { status: answer.status, url }
    },
    /** Sits down before a page of a room as a browser does; what it gives leaves again. */
    async sit(url: string) {
      const leaving = new AbortController()
      const answer = await fetch(`${url}/events`, { signal: leaving.signal })
      if (!answer.ok) throw new Error(`the room said ${answer.status}`)
      await gateway.told()
      return async () => {
        leaving.abort()
        await answer.text().catch(() => undefined)
      }
    },
    end: (client: Client, id: string) => client.call(callRooms.end, { params: { id } }),
    record: (client: Client, id: string, customerId: string, more: object = {}) =>
      client.call(calls.record, { params: { id }, body: { customerId, outcome: 'reached', ...more } }),
    async close() {
      await gateway.close()
      await here.api.close()
    },
  }
}
