import { z } from 'zod'
import type { Permission } from './permissions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anybody, anybody of the firm who is signed in, whoever holds the permission, or a customer at the portal. */
export type Caller = 'anybody' | 'signed-in' | 'customer' | Permission

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly caller: Caller
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly reply: Reply
  /** What the body is on the wire; 'none' refuses any body, 'bytes' is any body of a program that is no page of ours. */
  readonly takes: 'none' | 'json' | 'multipart' | 'bytes'
  /** What the answer is on the wire. A 'csv' reply schema describes one row, an 'events' one the data of one event. */
  readonly gives: 'json' | 'csv' | 'file' | 'events' | 'nothing'
  /** The media type of a 'file'; null for everything else. */
  readonly media: string | null
  readonly status: 200 | 201 | 202 | 204
  /** The request must carry If-Match with the version it was made from (428 without, 412 when stale). */
  readonly versioned: boolean
  /** It has its effect once, however often it is sent: the request must carry an Idempotency-Key. */
  readonly once: boolean
  /** Reading it is written into the audit trail although no field of the reply is declared personal. */
  readonly noted: boolean
}

const nothing = z.strictObject({})

interface Promised {
  summary: string
  permission: Caller
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  reply?: z.ZodType
  takes?: 'multipart' | 'bytes'
  gives?: 'csv' | 'file' | 'events'
  media?: string
  status?: 200 | 201 | 202
  versioned?: boolean
  noted?: boolean
  /** A POST that only asks and changes nothing. */
  asks?: true
}

type Or<T, Otherwise> = T extends z.ZodType ? T : Otherwise

/** Declares one promise of the API. `place` is "METHOD /path/:param", below /api. */
export function endpoint<const P extends Promised>(place: `${Method} /${string}`, promised: P) {
  const [method, path] = place.split(' ') as [Method, string]
  const gives = promised.gives ?? (promised.reply ? 'json' : 'nothing')
  return {
    method,
    path,
    summary: promised.summary,
    caller: promised.permission,
    params: promised.params ?? nothing,
    query: promised.query ?? nothing,
    body: promised.body ?? nothing,
    reply: promised.reply ?? nothing,
    takes: promised.takes ?? (promised.body ? 'json' : 'none'),
    gives,
    media: promised.media ?? null,
    status: promised.status ?? (gives === 'nothing' ? 204 : method === 'POST' ? 201 : 200),
    versioned: promised.versioned ?? false,
    noted: promised.noted ?? false,
    once:
      method === 'POST' &&
      !promised.asks &&
      !promised.takes &&
      promised.permission !== 'anybody' &&
      (gives === 'json' || gives === 'nothing'),
  } as Endpoint<
    Or<P['params'], typeof nothing>,
    Or<P['query'], typeof nothing>,
    Or<P['body'], typeof nothing>,
    Or<P['reply'], typeof nothing>
  >
}

export type ParamsOf<E extends Endpoint> = z.output<E['params']>
export type QueryOf<E extends Endpoint> = z.output<E['query']>
export type BodyOf<E extends Endpoint> = z.output<E['body']>
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>

/** What a caller of the typed client has to give. */
export type AskOf<E extends Endpoint> = {
  params?: z.input<E['params']>
  query?: z.input<E['query']>
  body?: z.input<E['body']>
  /** The version the change was made from; sent as If-Match. */
  version?: number
}
