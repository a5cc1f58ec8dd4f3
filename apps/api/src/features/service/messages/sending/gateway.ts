import { askGateway, signedHeaders } from './ask-gateway.ts'
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
    askGateway(new URL(url), { method, body, headers, hosts, patienceMs })
  return {
    async send(message) {
      const body = JSON.stringify({ id: message.id, to: message.to, text: words(message) })
      const { status } = await ask('POST', body, signedHeaders(key, message.id, body, now()))
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
