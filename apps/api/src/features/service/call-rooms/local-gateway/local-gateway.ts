import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { MeetingEvent } from '@rapport/contract/service/call-rooms'
import { isSigned, signatureOf } from '#features/service/inbound/signatures.ts'
import { overPage, roomPage, roomStyle } from './room-page.ts'
import { roomScript } from './room-script.ts'
import { localRooms } from './rooms.ts'

interface Settings {
  key: string
  webhookKey: string
  now?: () => Date
  port?: number
}
const HEADERS = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' }
const TRIES = 5

/**
 * A meeting gateway of one process, for the demo firm and for tests: rooms that live as long as it does, pages on which two browsers
 * speak with each other directly, and a signed word to the product about what happens. It records nothing.
 */
export async function startLocalGateway({ key, webhookKey, now = () => new Date(), port = 0 }: Settings) {
  let product = ''
  let telling = Promise.resolve()
  /** What the next requests of the product are answered instead. */
  const moods: number[] = []

  async function tell(event: object, { at = now(), signedWith = webhookKey } = {}): Promise<number> {
    const body = JSON.stringify(event)
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const headers = {
      'content-type': 'application/json',
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(signedWith, timestamp, body),
    }
    return (await fetch(`${product}/api/integrations/meetings/events`, { method: 'POST', headers, body })).status
  }
  async function tellUntilTaken(event: MeetingEvent) {
    for (let tried = 1; tried <= TRIES; tried++) {
      const status = await tell(event).catch(() => 0)
      if (status > 0 && status < 500) return
      await pause(200 * tried)
    }
  }
  const rooms = localRooms(now, (event) => {
    telling = telling.then(() => tellUntilTaken(event))
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(request.url ?? '/', 'http://here')
    const parts: Buffer[] = []
    let length = 0
    for await (const part of request) {
      length += (part as Buffer).length
      if (length > 100_000) return response.writeHead(413).end()
      parts.push(part as Buffer)
    }
    const body = Buffer.concat(parts)
    const send = (status: number, type: string, text: string, more = {}) =>
      response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8`, ...more }).end(text)
    if (pathname === '/room.js') return send(200, 'text/javascript', roomScript)
    if (pathname === '/room.css') return send(200, 'text/css', roomStyle)
    const [, token, what] = /^\/room\/([\w-]{1,60})(?:\/(events|said))?$/.exec(pathname) ?? []
    if (token) return inRoom(request, response, { token, what, body }, send)
    const { 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers
    if (!isSigned(key, { timestamp, signature, body }, now())) return send(401, 'text/plain', '')
    const mood = moods.shift()
    if (mood) return send(mood, 'text/plain', '')
    const [, roomId] = /^\/rooms\/([\w-]{1,60})$/.exec(pathname) ?? []
    if (request.method === 'DELETE' && roomId) return send(rooms.end(roomId) ? 204 : 404, 'text/plain', '')
    if (request.method !== 'POST' || pathname !== '/rooms') return send(404, 'text/plain', '')
    const room = rooms.open(JSON.parse(body.toString()))
    const link = (door: string) => `${url}/room/${door}`
    const { roomId: made, tokens } = room
    send(
      201,
      'application/json',
      JSON.stringify({ roomId: made, hostUrl: link(tokens.host), guestUrl: link(tokens.guest) }),
    )
  }

  type Send = (status: number, type: string, text: string, more?: object) => void
  function inRoom(
    request: IncomingMessage,
    response: ServerResponse,
    { token, what, body }: { token: string; what: string | undefined; body: Buffer },
    send: Send,
  ) {
    const door = rooms.door(token)
    const accepted = request.headers['accept-language']
    const page = {
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors ${framedBy()}`,
    }
    if (!door) return send(what ? 404 : 410, 'text/html', what ? '' : overPage(accepted), page)
    if (!what) return send(200, 'text/html', roomPage(door.room.kind as 'video', door.role, token, accepted), page)
    if (what === 'said' && request.method === 'POST') {
      rooms.say(door, JSON.parse(body.toString()))
      return send(204, 'text/plain', '')
    }
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' })
    const leave = rooms.enter(door, (told) => {
      response.write(`data: ${JSON.stringify(told)}\n\n`)
      if (typeof told === 'string') response.end()
    })
    response.on('close', leave)
  }
  /** A page of the product may hold a room, by either name of this machine. */
  const framedBy = () => {
    if (!product) return "'none'"
    const { origin } = new URL(product)
    return `${origin} ${origin.replace('//127.0.0.1', '//localhost')}`
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.headersSent || response.writeHead(400).end())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const sweeping = setInterval(rooms.sweep, 1_000).unref()
  return {
    url,
    host: new URL(url).host,
    moods,
    rooms,
    /** The address of the product, known once it is there. */
    tellTo(address: string) {
      product = address
    },
    tell,
    /** When everything that has happened is told. */
    told: () => telling,
    close: async () => {
      clearInterval(sweeping)
      server.closeAllConnections()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
export type LocalGateway = Awaited<ReturnType<typeof startLocalGateway>>
