import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { isIP } from 'node:net'
import { signatureOf } from '#features/service/inbound/signatures.ts'
import { reach } from '#warehouse/fetch/pull-hosts.ts'

interface Asked {
  method: 'POST' | 'HEAD' | 'DELETE'
  body: string
  headers: Record<string, string>
  /** Hosts, or `host:port`, that may be asked. */
  hosts: readonly string[]
  patienceMs: number
  /** So many bytes of the answer are read; one that is longer is refused. None unless said. */
  most?: number
}

/** Headers of JSON that is signed with a key over time and body, and has its effect once. */
export function signedHeaders(key: string, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'idempotency-key': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(key, timestamp, body),
  }
}

/** Asks a gateway: only an allowed host, the very address that was checked, no redirect, and without TLS only within the house. */
export async function askGateway(
  url: URL,
  { method, body, headers, hosts, patienceMs, most = 0 }: Asked,
): Promise<{ status: number; text: string }> {
  const usual = url.protocol === 'https:' ? 443 : 80
  const port = Number(url.port || usual)
  const to = await reach(hosts, { host: url.hostname, port, usual })
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
        const status = answer.statusCode ?? 0
        if (most === 0) {
          answer.destroy()
          return resolve({ status, text: '' })
        }
        const parts: Buffer[] = []
        let length = 0
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          length += part.length
          if (length > most) asked.destroy(new Error('gateway: says too much'))
        })
        answer.on('error', reject)
        answer.on('end', () => resolve({ status, text: Buffer.concat(parts).toString('utf8') }))
      },
    )
    const whole = setTimeout(() => asked.destroy(new Error('gateway: too slow')), patienceMs)
    asked.on('close', () => clearTimeout(whole))
    asked.on('error', reject)
    asked.end(body)
  })
}
