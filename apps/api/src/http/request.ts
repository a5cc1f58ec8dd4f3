import type {} from '@fastify/cookie'
import type {} from '@fastify/jwt'
import type {} from 'fastify'
import type { SignedIn } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null until known, and for calls that anybody may make. */
    viewer: SignedIn | null
    /** The viewer was read by an earlier request, and has not proved yet to be still who they were. */
    unproved: boolean
    /** The customer who asks at the portal, and by which session; null for everybody else. */
    portal: { tokenHash: string; customerId: string } | null
  }
  interface FastifyContextConfig {
    caller?: string
    /** Other programs than pages call it, which prove themselves in another way. */
    programs?: boolean
  }
}
