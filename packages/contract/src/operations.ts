import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const operations = {
  live: endpoint('GET /health/live', {
    summary: 'The process is alive; does no input or output',
    permission: 'anybody',
    reply: z.strictObject({ status: z.literal('ok') }),
  }),
  ready: endpoint('GET /health/ready', {
    summary: 'The product can serve: database reachable, not draining (503 otherwise)',
    permission: 'anybody',
    reply: z.strictObject({ status: z.literal('ok') }),
  }),
  openapi: endpoint('GET /openapi.json', {
    summary: 'This description of the API',
    permission: 'signed-in',
    reply: z.record(z.string(), z.unknown()),
  }),
}
