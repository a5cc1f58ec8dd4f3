import type { CallRoom } from '@rapport/contract/service/call-rooms'
import { z } from 'zod'
import type { Environment } from '#env.ts'
import { askGateway, signedHeaders } from '#features/service/messages/sending/ask-gateway.ts'
import { splitHosts } from '#warehouse/fetch/split-hosts.ts'

interface Wanted {
  /** Ours: asked for again, it is the same room. */
  ref: string
  kind: CallRoom['kind']
  joinBy: Date
  endsBy: Date
}

const Room = z.object({ roomId: z.string().min(1).max(190), hostUrl: z.url().max(2000), guestUrl: z.url().max(2000) })
type Room = z.infer<typeof Room>

/** A meeting gateway: makes rooms, and closes them. Both throw where it is away or answers nonsense. */
export interface Meetings {
  /** The origin of its rooms. */
  readonly pages: string
  /** With which it signs what it tells. */
  readonly webhookKey: string
  readonly open: (wanted: Wanted) => Promise<Room>
  /** A room that is not there is closed. */
  readonly close: (roomId: string) => Promise<void>
}

interface Settings {
  url: string
  key: string
  webhookKey: string
  /** Where its rooms are; where the gateway is, unless said. */
  pages?: string
  /** Hosts, or `host:port`, that may be asked. */
  hosts: readonly string[]
  now?: () => Date
  patienceMs?: number
}

/**
 * A gateway by HTTP: `POST …/rooms {ref, kind, joinBy, endsBy}` answers `{roomId, hostUrl, guestUrl}`, `DELETE …/rooms/{roomId}` closes;
 * signed over time and body as what goes to message gateways. Links to pages of another origin are refused.
 */
export function meetingsBy({ url, key, webhookKey, hosts, now = () => new Date(), ...more }: Settings): Meetings {
  const { patienceMs = 8_000 } = more
  const pages = new URL(more.pages ?? url).origin
  const ask = (method: 'POST' | 'DELETE', path: string, id: string, body: string) =>
    askGateway(new URL(`${url.replace(/\/$/, '')}${path}`), {
      method,
      body,
      headers: signedHeaders(key, id, body, now()),
      hosts,
      patienceMs,
      most: 20_000,
    })
  return {
    pages,
    webhookKey,
    async open({ ref, kind, joinBy, endsBy }) {
      const body = JSON.stringify({ ref, kind, joinBy: joinBy.toISOString(), endsBy: endsBy.toISOString() })
      const { status, text } = await ask('POST', '/rooms', ref, body)
      if (status !== 200 && status !== 201) throw new Error(`meeting gateway: ${status}`)
      const room = Room.parse(JSON.parse(text))
      if ([room.hostUrl, room.guestUrl].some((link) => new URL(link).origin !== pages))
        throw new Error('meeting gateway: rooms at another origin')
      return room
    },
    async close(roomId) {
      const { status } = await ask('DELETE', `/rooms/${encodeURIComponent(roomId)}`, roomId, '')
      if (status !== 404 && status !== 410 && (status < 200 || status > 299))
        throw new Error(`meeting gateway: ${status}`)
    },
  }
}

/** The gateway that the environment names; null where it names none, or not with both keys. */
export function meetingsOf(env: Environment): Meetings | null {
  const {
    RAPPORT_MEETING_GATEWAY_URL: url,
    RAPPORT_MEETING_GATEWAY_KEY: key,
    RAPPORT_MEETING_WEBHOOK_KEY: webhookKey,
  } = env
  if (!url || !key || !webhookKey) return null
  const pages = env.RAPPORT_MEETING_PAGES_URL
  return meetingsBy({ url, key, webhookKey, ...(pages && { pages }), hosts: splitHosts(env.RAPPORT_GATEWAY_HOSTS) })
}
