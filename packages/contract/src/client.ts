import type { AskOf, Endpoint, ReplyOf } from './endpoint.ts'
import { Problem } from './problem.ts'

/** The API said no, or did not answer: `problem` is null when no answer came that we understand. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null,
  ) {
    super(problem?.code ?? `http-${status}`)
  }
}

export interface Wire {
  /** Address of the API, ending in /api. */
  base: string
  /** Headers for every request, such as a cookie in tests. */
  headers?: () => Record<string, string>
  fetch?: typeof fetch
}

/** The address of a call: path with its parameters filled in, and the query string. */
export function addressOf(e: Endpoint, ask: { params?: unknown; query?: unknown }) {
  const params = (ask.params ?? {}) as Record<string, string>
  const path = e.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((ask.query ?? {}) as Record<string, unknown>))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const tail = query.toString()
  return tail ? `${path}?${tail}` : path
}

/** What the product's own pages call themselves; other programs say something else. */
export const PAGES = 'rapport'

/** Requests that went out and were not answered, by what they say: sent again, they are the same request. */
const unanswered = new Map<string, string>()

/** 128 bits that nobody guesses. Not `randomUUID`: browsers have that over TLS only. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Calls one endpoint. Resolves to its reply, parsed by the contract; throws `Refusal` on any refusal. */
export async function call<E extends Endpoint>(
  wire: Wire,
  e: E,
  ask: AskOf<E> & { form?: FormData; signal?: AbortSignal } = {} as AskOf<E>,
): Promise<ReplyOf<E>> {
  if (e.gives === 'events') throw new Error(`${e.path} is a stream of events: follow it`)
  const headers: Record<string, string> = { 'x-requested-by': PAGES, ...wire.headers?.() }
  if (ask.version !== undefined) headers['if-match'] = `"${ask.version}"`
  if (e.takes === 'json') headers['content-type'] = 'application/json'
  const address = wire.base + addressOf(e, ask)
  const body = e.takes === 'json' ? JSON.stringify(ask.body ?? {}) : (ask.form ?? null)
  const said = `${address} ${e.takes === 'json' ? body : ''}`
  if (e.once) headers['idempotency-key'] ??= unanswered.get(said) ?? newKey()
  const asked = { method: e.method, headers, credentials: 'same-origin', signal: ask.signal ?? null, body } as const
  const answer = await (wire.fetch ?? fetch)(address, asked).catch((error: unknown) => {
    if (e.once) unanswered.set(said, headers['idempotency-key']!)
    throw error
  })
  // Busy is not an answer yet: the same request may be tried again.
  if (e.once && answer.status >= 500) unanswered.set(said, headers['idempotency-key']!)
  else unanswered.delete(said)
  if (!answer.ok) throw new Refusal(answer.status, await problemIn(answer))
  if (e.gives === 'nothing') return {} as ReplyOf<E>
  if (e.gives === 'csv') return (await answer.text()) as ReplyOf<E>
  if (e.gives === 'file') throw new Error(`${e.path} is a file: link to it`)
  return e.reply.parse(await answer.json()) as ReplyOf<E>
}

/** So often (ms) a stream of events says at least that it is there, by an event `ping`. */
export const PING_MS = 15_000

/** Follows a stream of server-sent events: the data of each, parsed by the contract, until the server or `signal` ends it. */
export async function* follow<E extends Endpoint>(
  wire: Wire,
  e: E,
  { signal, ...ask }: AskOf<E> & { signal?: AbortSignal } = {} as AskOf<E>,
): AsyncGenerator<ReplyOf<E>> {
  const headers = { 'x-requested-by': 'rapport', accept: 'text/event-stream', ...wire.headers?.() }
  const init = { headers, credentials: 'same-origin' as const, signal: signal ?? null }
  const answer = await (wire.fetch ?? fetch)(wire.base + addressOf(e, ask), init)
  if (!answer.ok) throw new Refusal(answer.status, await problemIn(answer))
  const decoder = new TextDecoder()
  let held = ''
  for await (const bytes of answer.body as unknown as AsyncIterable<Uint8Array>) {
    held += decoder.decode(bytes, { stream: true })
    const events = held.split('\n\n')
    held = events.pop()!
    for (const event of events) {
      if (/^event: ping$/m.test(event)) continue
      const data = event.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []))
      if (data.length > 0) yield e.reply.parse(JSON.parse(data.join('\n'))) as ReplyOf<E>
    }
  }
}

/** What a refused answer says; null where it says nothing that can be read. */
export async function problemIn(answer: Response) {
  const parsed = Problem.safeParse(await answer.json().catch(() => null))
  return parsed.success ? parsed.data : null
}
