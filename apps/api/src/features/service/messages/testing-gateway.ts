import { once } from 'node:events'
import { createServer } from 'node:http'
import { isSigned, signatureOf } from '#features/service/inbound/signatures.ts'

interface Taken {
  id: string
  to: string
  text: string
}
/** What the gateway does with the next request: takes it, answers so, takes it and says nothing, or breaks off. */
export type Mood = 'takes' | number | 'silent'

/**
 * A local gateway for text messages or WeCom, as a real one works: it checks signatures, takes a message once by its
 * Idempotency-Key, keeps what it got, and tells of deliveries and replies by webhook. `product` is the address of the API.
 */
export async function startGateway(gateway: 'sms' | 'wecom' | 'email', key: string, { now }: { now: () => Date }) {
  const taken = new Map<string, Taken>()
  const moods: Mood[] = []
  let asked = 0
  let told = 0
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method !== 'POST') return response.writeHead(200).end()
      asked++
      const body = Buffer.concat(parts)
      const { 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers
      if (!isSigned(key, { timestamp, signature, body }, now())) return response.writeHead(401).end()
      const mood = moods.shift() ?? 'takes'
      if (typeof mood === 'number') return response.writeHead(mood).end()
      const id = String(request.headers['idempotency-key'])
      if (!taken.has(id)) taken.set(id, JSON.parse(body.toString()) as Taken)
      if (mood === 'takes') response.writeHead(202).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}/send`,
    host: `127.0.0.1:${port}`,
    taken,
    moods,
    asked: () => asked,
    /** Tells the product something, signed now, so many times at once. The statuses of its answers. */
    async tell(product: string, message: object, { copies = 1, at = now(), signedWith = key } = {}) {
      const body = JSON.stringify({ id: `told-${++told}`, ...message })
      const timestamp = String(Math.floor(at.getTime() / 1000))
      const post = () =>
        fetch(`${product}/api/inbound/${gateway}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'webhook-timestamp': timestamp,
            'webhook-signature': signatureOf(signedWith, timestamp, body),
          },
          body,
        })
      const answers = await Promise.all(Array.from({ length: copies }, post))
      return answers.map(({ status }) => status)
    },
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
