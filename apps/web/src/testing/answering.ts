import { addressOf } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import type { Problem } from '@rapport/contract/problem'
import { vi } from 'vitest'
import type { z } from 'zod'

/** A call as it reached the API. */
export interface Asked {
  address: string
  query: Record<string, string>
  body: unknown
  ifMatch: string | null
  /** What was sent as multipart. */
  form: FormData | null
}

/** Thrown by an answer, it is what the API refuses with. */
export class Refuse extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly more: Partial<Pick<Problem, 'errors' | 'details'>> = {},
  ) {
    super(code)
  }
}

interface Answer {
  endpoint: Endpoint
  reply: (asked: Asked) => unknown
  asked: Asked[]
}
let answers: Answer[] = []

/** Answers an endpoint from now on in this test; what it gives is checked by the contract. Returns what was asked. */
export function answering<E extends Endpoint>(endpoint: E, reply: (asked: Asked) => z.input<E['reply']>): Asked[] {
  if (answers.length === 0) vi.stubGlobal('fetch', answer)
  const asked: Asked[] = []
  answers.unshift({ endpoint, reply, asked })
  return asked
}

/** After each test: what one test answers is no other's. */
export function answerNothing() {
  answers = []
  vi.unstubAllGlobals()
}

async function answer(input: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(input, 'http://rapport.test')
  const found = answers.find(
    ({ endpoint }) => endpoint.method === (init.method ?? 'GET') && fits(endpoint, url.pathname),
  )
  if (!found) throw new Error(`no answer in this test for ${init.method} ${input}`)
  const { endpoint, reply, asked } = found
  const one: Asked = {
    address: url.pathname + url.search,
    query: Object.fromEntries(url.searchParams),
    body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    ifMatch: new Headers(init.headers).get('if-match'),
    form: init.body instanceof FormData ? init.body : null,
  }
  asked.push(one)
  try {
    const given = reply(one)
    if (endpoint.gives === 'nothing') return new Response(null, { status: 204 })
    return Response.json(endpoint.reply.parse(given), { status: endpoint.status })
  } catch (refused) {
    if (!(refused instanceof Refuse)) throw refused
    const { status, code, more } = refused
    return Response.json(
      { type: 'about:blank', title: code, status, code, requestId: 'test-request', ...more },
      { status },
    )
  }
}

const fits = (endpoint: Endpoint, path: string) =>
  new RegExp(`^/api${addressOf({ ...endpoint, path: endpoint.path.replace(/:\w+/g, '[^/]+') }, {})}$`).test(path)
