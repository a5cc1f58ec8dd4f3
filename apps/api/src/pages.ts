import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Refused } from '#http/refused.ts'

/** First steps of the addresses that the web's router knows; anything else is not a page. */
const pages = new Set([
  '',
  'sign-in',
  'customers',
  'prospects',
  'securities',
  'imports',
  'customer-quality',
  'care-visits',
  'tasks',
  'moments',
  'messages',
  'contact-rules',
  'notifications',
  'approvals',
  'approval-flows',
  'notices',
  'message-templates',
  'unsubscribe',
  'portal',
  'call-backs',
  'service-plans',
  'calendar',
  'calls',
  'work-log',
  'surveys',
  'questionnaires',
  'suitability-checks',
  'suitability-rules',
  'products',
  'campaigns',
  'articles',
  's',
  'j',
  'join',
  'cases',
  'case-classes',
  'charts',
  'dashboards',
  'indicators',
  'models',
  'reports',
  'segments',
  'contributions',
  'product-classes',
  'tiers',
  'customers-at-risk',
  'customers-above-tolerance',
  'organisation',
  'users',
  'roles',
  'audit',
  'data-centre',
])

/** The built single-page app: files under /assets for a year, the shell for every page, with a nonce for its styles. */
export async function servePages(app: FastifyInstance, dir: string) {
  const index = join(dir, 'index.html')

  await app.register(fastifyStatic, {
    root: join(dir, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    maxAge: '365d',
    immutable: true,
    index: false,
    dotfiles: 'deny',
    preCompressed: true,
  })

  const shell = async (reply: FastifyReply) => {
    // Read anew each time: a new build is served from its first moment on.
    const [before = '', after = ''] = (await readFile(index, 'utf8')).split('__NONCE__')
    const nonce = randomBytes(16).toString('base64')
    const policy = String(reply.getHeader('content-security-policy')).replace(
      "style-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
    )
    return reply
      .header('content-security-policy', policy)
      .type('text/html; charset=utf-8')
      .send(before + nonce + after)
  }
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0]!
    if (path === '/favicon.svg' || path === '/manifest.webmanifest') {
      const type = path.endsWith('.svg') ? 'image/svg+xml' : 'application/manifest+json'
      return reply
        .type(type)
        .header('cache-control', 'max-age=86400')
        .send(readFileSync(join(dir, path)))
    }
    if (path === '/shell-worker.js')
      // Asked for anew each time: it says which build there is.
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(await readFile(join(dir, path), 'utf8'))
    if (!pages.has(path.split('/')[1]!) || /\.|%|\/\//.test(path)) throw new Refused(404, 'not-found')
    return shell(reply)
  })
}
