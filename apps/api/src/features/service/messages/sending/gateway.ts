import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { signatureOf } from '#features/service/inbound/signatures.ts'
import { reach } from '#warehouse/fetch/pull-hosts.ts'
import { Away, type Channel, NotTaken, type Outgoing } from './channel.ts'

interface Gateway {
  url: string
  /** What is sent is signed with it. */
  key: string
  /** Hosts, or `host:port`, that may be asked. */
  hosts: readonly string[]
  /** The words of a message as this gateway is given them. */
  words: (message: Outgoing) => string
  now?: () => Date
  patienceMs?: number
}

/**
 * A gateway by HTTP: `POST {id, to, text}`, signed over time and body, with our Message-ID as Idempotency-Key, so that what is sent
 * again is taken once. Only an allowed host, the very address that was checked, no redirect.
 */
export function gatewayBy({ url, key, hosts, words, now = () => new Date(), patienceMs = 10_000 }: Gateway): Channel {
  const ask = (method: 'POST' | 'HEAD', body: string, headers: Record<string, string>) =>
    answerOf(new URL(url), { method, body, headers, hosts, patienceMs })
  return {
    async send(message) {
      const body = JSON.stringify({ id: message.id, to: message.to, text: words(message) })
      const timestamp = String(Math.floor(now().getTime() / 1000))
      const status = await ask('POST', body, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'idempotency-key': message.id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf(key, timestamp, body),
      })
      if (status >= 200 && status < 300) return
      if (status === 404 || status === 410) throw new NotTaken(true)
      if ([401, 403, 429, 503].includes(status)) throw new Away(`gateway: ${status}`)
      if (status >= 400 && status < 500) throw new NotTaken(false)
      throw new Error(`gateway: ${status}`)
    },
    reachable: () =>
      ask('HEAD', '', {}).then(
        () => true,
        () => false,
      ),
  }
}

interface Asked {
  method: 'POST' | 'HEAD'
  body: string
  headers: Record<string, string>
  hosts: readonly string[]
  patienceMs: number
}

/** The status of the answer; what is in it is nobody's business here. */
async function answerOf(url: URL, { method, body, headers, hosts, patienceMs }: Asked): Promise<number> {
  const usual = url.protocol === 'https:' ? 443 : 80
  const port = Number(url.port || usual)
  const to = await reach(hosts, { host: url.hostname, port, usual })
  // Without TLS only within the house.
  if (url.protocol !== 'https:' && to.kind === 'public') throw new Error('gateway: not without TLS')
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? secure : plain)(
      {
        host: to.address,
        port,
        path: url.pathname + url.search,
        method,
        headers: { host: url.host, ...headers },
        agent: false,
        ...(isIP(to.host) === 0 && { servername: to.host }),
      },
      (answer) => {
        answer.destroy()
        resolve(answer.statusCode ?? 0)
      },
    )
    const whole = setTimeout(() => asked.destroy(new Error('gateway: too slow')), patienceMs)
    asked.on('close', () => clearTimeout(whole))
    asked.on('error', reject)
    asked.end(body)
  })
}
