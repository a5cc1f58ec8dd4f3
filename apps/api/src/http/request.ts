import type {} from '@fastify/cookie'
import type {} from '@fastify/jwt'
import type {} from 'fastify'
import type { SignedIn } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null until known, and for calls that anybody may make. */
    viewer: SignedIn | null
  }
  interface FastifyContextConfig {
    caller?: string
  }
}
