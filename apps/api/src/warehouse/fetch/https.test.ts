import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Collecting, Source } from './found.ts'
import { pullHttps } from './https.ts'

const folder = mkdtempSync(join(tmpdir(), 'rapport-pull-'))
let server: Server
let collecting: Collecting
let source: Source
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end()
const asked: string[] = []
beforeAll(async () => {
  const [key, cert] = [join(folder, 'key'), join(folder, 'cert')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2']
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  })
  server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    asked.push(request.url!)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  collecting = { dropDir: folder, pullHosts: [`localhost:${port}`], ca: readFileSync(cert, 'utf8') }
  source = { settings: { kind: 'https', url: `https://localhost:${port}/day` }, secret: 'a token' }
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

const patience = { silentMs: 500, wholeMs: 1_500, mostBytes: 1_000_000 }
const pull = async (where = collecting, from = source) => {
  const found = await pullHttps(where, from, 'trades.csv', patience)
  if (!found) return null
  const parts: Buffer[] = []
  for await (const part of found.bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}
const code = (code: string) => expect.objectContaining({ code })

it('brings a file in from an allowed host, with the token of the source', async () => {
  answer = ({ headers, url }, response) => response.end(`${headers.authorization} ${url}`)
  expect(await pull()).toBe('Bearer a token /day/trades.csv')
  const settings = { ...source.settings, user: 'crm' } as Source['settings']
  expect(await pull(collecting, { settings, secret: 'word' })).toBe(
    `Basic ${Buffer.from('crm:word').toString('base64')} /day/trades.csv`,
  )
})

it('finds nothing where there is nothing yet', async () => {
  answer = (_, response) => response.writeHead(404).end()
  expect(await pull()).toBeNull()
})

it('asks nobody who is not allowed, and no certificate that is not theirs', async () => {
  asked.length = 0
  await expect(pull({ ...collecting, pullHosts: [] })).rejects.toEqual(code('pull.host-not-allowed'))
  await expect(pull({ ...collecting, pullHosts: ['localhost'] })).rejects.toEqual(code('pull.host-not-allowed'))
  const { ca: _, ...stranger } = collecting
  await expect(pull(stranger)).rejects.toEqual(code('pull.certificate'))
  expect(asked).toEqual([])
})

it('follows no redirect, wherever it leads', async () => {
  for (const location of ['https://127.0.0.1/x', 'http://169.254.169.254/latest', '/day/other.csv']) {
    asked.length = 0
    answer = (_, response) => response.writeHead(302, { location }).end()
    await expect(pull()).rejects.toEqual(code('pull.redirected'))
    expect(asked.length).toBe(1)
  }
})

it('ends an answer that is too long, whether it says so or not', async () => {
  answer = (_, response) => response.writeHead(200, { 'content-length': '2000000' }).end()
  await expect(pull()).rejects.toEqual(code('arrival.too-large'))
  answer = (_, response) => {
    const more = () => response.write(Buffer.alloc(65_536), () => response.destroyed || setImmediate(more))
    more()
  }
  await expect(pull()).rejects.toEqual(code('arrival.too-large'))
})

it('waits neither for a silent server nor for one that drips, and takes no file that was cut off', async () => {
  answer = () => undefined
  await expect(pull()).rejects.toEqual(code('pull.silent'))
  answer = (_, response) => {
    const drip = setInterval(() => response.write('x'), 100)
    response.on('close', () => clearInterval(drip))
  }
  await expect(pull()).rejects.toThrow()
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('half')
    setTimeout(() => response.destroy(), 50)
  }
  await expect(pull()).rejects.toEqual(code('pull.cut-off'))
})

it('tells a refusal from a fault', async () => {
  answer = (_, response) => response.writeHead(403).end()
  await expect(pull()).rejects.toEqual(code('pull.refused'))
  answer = (_, response) => response.writeHead(500).end()
  await expect(pull()).rejects.toEqual(code('pull.status'))
})
