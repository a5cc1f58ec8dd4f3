import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type OutgoingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asOwner } from '@rapport/database/as-owner'
import { makeBranch, makeHeadOffice } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from './testing.ts'

let api: Api
let pagesDir: string
let admin: Client
let agent: Client
beforeAll(async () => {
  pagesDir = mkdtempSync(join(tmpdir(), 'rapport-pages-'))
  mkdirSync(join(pagesDir, 'assets'))
  writeFileSync(join(pagesDir, 'index.html'), '<!doctype html><style nonce="__NONCE__"></style>')
  writeFileSync(join(pagesDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(pagesDir, 'assets/app.js'), 'export {}')
  api = await startApi({ pagesDir })
  admin = await api.signIn('administrator', await api.make((db) => makeHeadOffice(db)))
  agent = await api.signIn('service-agent', await api.make((db) => makeBranch(db)))
})
afterAll(async () => {
  await api.close()
  rmSync(pagesDir, { recursive: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}
/** A request with its address and headers exactly as given: `fetch` would tidy them. */
const ask = (method: string, path: string, headers: OutgoingHttpHeaders = {}, payload?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(api.origin)
    const sent = request({ hostname, port, method, path, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (chunk) => (body += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }))
    })
    sent.on('error', reject)
    sent.end(payload)
  })
const as = (who: Client) => ({ cookie: who.cookie, origin: api.origin, 'x-requested-by': 'test' })
const change = (body: string, headers: OutgoingHttpHeaders = { 'content-type': 'application/json' }) =>
  ask('PUT', '/api/session/preferences', { ...as(agent), ...headers }, body)
const good = JSON.stringify({ locale: 'en', theme: 'dark', rising: 'green' })

/** A fault of ours: what the code asks for is not there. */
const broken = async <T>(work: () => Promise<T>) => {
  const owner = (sql: string) => asOwner(api.database.ownerUrl, (connection) => connection.query(sql))
  await owner('alter table roles rename column name_zh to gone')
  try {
    return await work()
  } finally {
    await owner('alter table roles rename column gone to name_zh')
  }
}

describe('every answer', () => {
  it('carries the headers that protect a browser, whatever it is and whoever refused', async () => {
    const page = await ask('GET', '/assets/app.js')
    const answers: Record<string, Answer> = {
      page: await ask('GET', '/customers'),
      asset: page,
      'asset not changed': await ask('GET', '/assets/app.js', { 'if-none-match': String(page.headers.etag) }),
      'asset not there': await ask('GET', '/assets/gone.js'),
      icon: await ask('GET', '/favicon.svg'),
      'not a page': await ask('GET', '/nonsense'),
      'a repository': await ask('GET', '/.git/config'),
      'out of the folder': await ask('GET', '/assets/..%2f..%2fpackage.json'),
      'not a call': await ask('GET', '/api/nonsense'),
      'not signed in': await ask('GET', '/api/units'),
      'from elsewhere': await ask('POST', '/api/units', { origin: 'https://evil.example' }),
      'not allowed': await ask('GET', '/api/users', as(agent)),
      answered: await ask('GET', '/api/units', as(agent)),
      head: await ask('HEAD', '/api/units', as(agent)),
      'wrong shape': await ask('GET', '/api/units?a=b', as(agent)),
      'not to be read': await ask('GET', '/api/units/%zz', as(agent)),
      'not to be read either': await ask('GET', '/%E0%A4%A', as(agent)),
      'too long': await ask('GET', `/api/customers/${'a'.repeat(9_000)}`, as(agent)),
      'broken JSON': await change('{'),
      'too large': await change(`{"a":"${'A'.repeat(1_000_001)}"}`),
      'wrong media type': await change(good, { 'content-type': 'text/plain' }),
      fault: await broken(() => ask('GET', '/api/roles', as(admin))),
      'another method': await ask('OPTIONS', '/api/units', as(agent)),
    }
    expect(answers['asset not changed']!.status).toBe(304)
    expect(answers.fault!.status).toBe(500)
    for (const [name, { headers }] of Object.entries(answers)) {
      expect(headers['content-security-policy'], name).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
      expect(headers['x-content-type-options'], name).toBe('nosniff')
      expect(headers['referrer-policy'], name).toBe('no-referrer')
      expect(headers['x-frame-options'], name).toBeDefined()
      expect(headers['cross-origin-opener-policy'], name).toBe('same-origin')
      expect(headers['cache-control'], name).toBeDefined()
      expect([headers['x-powered-by'], headers.server], name).toEqual([undefined, undefined])
      if (!/^(asset|icon|page)/.test(name)) expect(headers['cache-control'], name).toBe('no-store')
    }
  })

  it('that refuses is a problem that tells no statement, path, version or stack', async () => {
    const answers = [
      await ask('GET', '/nonsense'),
      await ask('GET', '/assets/gone.js'),
      await ask('GET', '/api/nonsense'),
      await ask('GET', '/api/units/%zz', as(agent)),
      await change('{'),
      await change('{"__proto__":{}}'),
      await change(`{"a":"${'A'.repeat(1_000_001)}"}`),
      await broken(() => ask('GET', '/api/roles', as(admin))),
    ]
    for (const { body, headers } of answers) {
      expect(headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(Object.keys(JSON.parse(body)).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type'])
      expect(body).not.toMatch(
        /select|column|prisma|fastify|node_modules|\.ts|\.js|\/work|\/home|at \w+ \(|JSON|token/i,
      )
    }
  })

  it('gives nothing of the workshop away', async () => {
    for (const path of [
      '/.git/HEAD',
      '/.env',
      '/metrics',
      '/package.json',
      '/assets/app.js.map',
      '/api',
      '/api/',
      '/docs',
    ])
      expect((await ask('GET', path, as(admin))).status, path).toBe(404)
    expect((await ask('GET', '/api/openapi.json')).status).toBe(401)
    expect((await ask('GET', '/api/openapi.json', as(agent))).status).toBe(200)
  })
})

describe('an address', () => {
  const spellings = [
    '/api//users',
    '//api/users',
    '/api/./users',
    '/api/x/../users',
    '/api/%2e/users',
    '/api/x/%2e%2e/users',
    '/api%2Fusers',
    '/api/%75sers',
    '/api/users/',
    '/api/users;x',
    '/api/users%00',
    '/api/users%20',
    '/API/users',
    '/api/Users',
    '/api/users?',
    '/api/users#x',
    '/api/users%3F',
    '/api\\users',
    'http://elsewhere.example/api/users',
  ]
  it.each(spellings)('spelt %s lets nobody in who may not', async (path) => {
    expect([400, 401, 404], 'nobody').toContain((await ask('GET', path)).status)
    expect([400, 403, 404], 'agent').toContain((await ask('GET', path, as(agent))).status)
  })

  it('with fields that come twice, as lists, as objects or by the thousand is refused', async () => {
    for (const query of [
      'limit=1&limit=2',
      'limit[]=1',
      'limit[not]=1',
      'q[contains]=a',
      '__proto__=1',
      'constructor=1',
    ])
      expect((await ask('GET', `/api/users?${query}`, as(admin))).status, query).toBe(400)
    const thousand = Array.from({ length: 1001 }, (_, i) => `k${i}=`).join('&')
    expect((await ask('GET', `/api/users?${thousand}`, as(admin))).status).toBe(400)
  })

  it('asks for 1 to 200 rows and for pages of its own list', async () => {
    for (const limit of ['0', '-1', '201', '1e12', '10.5', '%2010', '0x10', ''])
      expect((await ask('GET', `/api/users?limit=${limit}`, as(admin))).status, limit).toBe(400)
    expect((await ask('GET', '/api/users?limit=10', as(admin))).status).toBe(200)
    const cursor = (of: unknown) => Buffer.from(JSON.stringify(of)).toString('base64url')
    for (const of of [['customers', ['a', 'b']], ['users', [1]], ['users', []], ['users', ['a', 'b']], 'users', null])
      expect((await ask('GET', `/api/users?after=${cursor(of)}`, as(admin))).status, JSON.stringify(of)).toBe(400)
    const beyond = await ask('GET', `/api/users?after=${cursor(['users', ['zzzz']])}`, as(admin))
    expect([beyond.status, JSON.parse(beyond.body).items]).toEqual([200, []])
  })
})

describe('a body', () => {
  it('is JSON and says so, or is not taken', async () => {
    const types: [string | string[] | undefined, number][] = [
      ['application/json', 200],
      ['application/json; charset=utf-8', 200],
      ['APPLICATION/JSON', 200],
      ['application/json junk', 415],
      ['application/jsonx', 415],
      ['application/vnd.api+json', 415],
      ['text/plain', 415],
      ['application/x-www-form-urlencoded', 415],
      ['multipart/form-data', 415],
      [undefined, 415],
    ]
    for (const [type, status] of types) {
      const answer = await change(good, type === undefined ? {} : { 'content-type': type })
      // A form is parsed elsewhere, and here finds nothing that fits.
      expect(type === 'multipart/form-data' ? [400, 406, 415] : [status], String(type)).toContain(answer.status)
    }
    for (const type of [' application/json', '\tapplication/json', 'application/json, text/plain'])
      expect([200, 415], type).toContain((await change(good, { 'content-type': type })).status)
  })

  it('that only looks like what is wanted is refused, and never becomes a prototype', async () => {
    const bodies = [
      '{"__proto__":{"isAdmin":true},"locale":"en","theme":"dark","rising":"red"}',
      '{"constructor":{"prototype":{"isAdmin":true}},"locale":"en","theme":"dark","rising":"red"}',
      '{"locale":"en","theme":"dark","rising":"red","isAdmin":true}',
      '{"locale":"en","theme":"dark","rising":1e309}',
      '{"locale":"en","theme":"dark","rising":9007199254740993}',
      '{"locale":"en","theme":"dark","rising":-0}',
      '{"locale":"en","theme":"dark","rising":"\\ud800"}',
      '{"locale":"en","theme":"dark","rising":{"not":"x"}}',
      '{"locale":["en"],"theme":"dark","rising":"red"}',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      'null',
      '[]',
      '""',
    ]
    for (const body of bodies) expect((await change(body)).status, body.slice(0, 60)).toBe(400)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    // Of two alike the last one counts, and it is held to the same shape.
    expect((await change('{"locale":"en","theme":"dark","rising":"red","rising":"blue"}')).status).toBe(400)
  })

  it('with numbers or characters that PostgreSQL does not take is refused before it gets there', async () => {
    const visit = '00000000-0000-7000-8000-000000000000'
    const record = (minutes: string, content = '"x"') =>
      ask(
        'PUT',
        `/api/care-visits/${visit}/outcome`,
        { ...as(agent), 'content-type': 'application/json' },
        `{"outcome":"reached","content":${content},"minutes":${minutes}}`,
      )
    for (const minutes of ['1e309', '9007199254740993', '2147483648', '-0', '10.5', '"10"', '[10]'])
      expect((await record(minutes)).status, minutes).toBe(400)
    for (const content of ['"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\u0007"', '" "'])
      expect((await record('10', content)).status, content).toBe(400)
    expect((await record('10')).status).toBe(404)
  })
})
