import type { ClientRequest, IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { StepFails } from '#warehouse/step.ts'
import { CannotPull, type Collecting, type Found, MOST_BYTES, type Source } from './found.ts'
import { reach } from './pull-hosts.ts'

/** What a server may take: to begin its answer, between two pieces, and in all. */
export interface Patience {
  silentMs: number
  wholeMs: number
  mostBytes: number
}
const usual: Patience = { silentMs: 30_000, wholeMs: 3_600_000, mostBytes: MOST_BYTES }

/**
 * Asks for one file below the address of a source. Only HTTPS, only allowed hosts, the very address that was checked, no
 * redirect, bounded in size and time. Null when it is not there (yet). Throws `StepFails` for what a person must mend,
 * `CannotPull` for what may be over in a moment.
 */
export async function pullHttps(
  collecting: Collecting,
  { settings, secret }: Source,
  path: string,
  patience: Patience = usual,
): Promise<Found | null> {
  if (settings.kind !== 'https') throw new Error('not an address')
  const url = addressOf(settings.url, path)
  const port = Number(url.port || 443)
  const to = await reach(collecting.pullHosts, { host: url.hostname, port, usual: 443 })
  const headers: Record<string, string> = { host: url.host, 'accept-encoding': 'identity' }
  if (secret !== null)
    headers.authorization =
      settings.user === undefined
        ? `Bearer ${secret}`
        : `Basic ${Buffer.from(`${settings.user}:${secret}`).toString('base64')}`
  const asked = request({
    host: to.address,
    port,
    path: url.pathname + url.search,
    headers,
    agent: false,
    rejectUnauthorized: true,
    ...(isIP(to.host) === 0 && { servername: to.host }),
    ...(collecting.ca !== undefined && { ca: collecting.ca }),
    maxHeaderSize: 16_384,
  })
  const whole = setTimeout(() => asked.destroy(new CannotPull('pull.too-slow')), patience.wholeMs)
  asked.once('close', () => clearTimeout(whole))
  asked.setTimeout(patience.silentMs, () => asked.destroy(new CannotPull('pull.silent')))
  const answer = await answerTo(asked)
  const { statusCode = 0 } = answer
  if (statusCode === 404 || statusCode === 410) return nothing(answer, null)
  if (statusCode >= 300 && statusCode < 400) return nothing(answer, new StepFails('pull.redirected'))
  if (statusCode === 401 || statusCode === 403) return nothing(answer, new StepFails('pull.refused', { statusCode }))
  if (statusCode !== 200) return nothing(answer, new CannotPull('pull.status', { statusCode }))
  if (Number(answer.headers['content-length'] ?? 0) > patience.mostBytes)
    return nothing(answer, new StepFails('arrival.too-large'))
  return { name: path.split('/').at(-1)!, bytes: bounded(answer, patience.mostBytes) }
}

function nothing(answer: IncomingMessage, because: Error | null): null {
  answer.destroy()
  if (because) throw because
  return null
}

/** Below the source's own address, on its own host, whatever the path says. */
export function addressOf(base: string, path: string): URL {
  const root = new URL(base.endsWith('/') ? base : `${base}/`)
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), root)
  const stays = url.origin === root.origin && url.pathname.startsWith(root.pathname) && !root.username && !root.password
  if (url.protocol !== 'https:' || !stays) throw new StepFails('pull.address')
  return url
}

function answerTo(asked: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve)
    // Stays: what breaks off after the answer has begun is told here as well.
    asked.on('error', (error: NodeJS.ErrnoException) =>
      reject(error instanceof CannotPull ? error : new CannotPull(reasonOf(error))),
    )
    asked.end()
  })
}

const reasonOf = ({ code = '' }: NodeJS.ErrnoException) =>
  /CERT|SELF_SIGNED|TLS|SSL|UNABLE_TO/.test(code) ? 'pull.certificate' : 'pull.away'

async function* bounded(answer: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  let read = 0
  try {
    for await (const bytes of answer as AsyncIterable<Buffer>) {
      read += bytes.length
      if (read > most) throw new StepFails('arrival.too-large')
      yield bytes
    }
    const said = answer.headers['content-length']
    if (said !== undefined && Number(said) !== read) throw new CannotPull('pull.cut-off')
  } catch (error) {
    throw error instanceof StepFails || error instanceof CannotPull ? error : new CannotPull('pull.cut-off')
  } finally {
    answer.destroy()
  }
}
