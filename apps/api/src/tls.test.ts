import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBranch, makeUser } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '#features/administration/session/passwords.ts'
import { type Api, startApi, testPassword } from '#http/testing.ts'
import { buildApp } from './app.ts'

let api: Api
const folder = mkdtempSync(join(tmpdir(), 'rapport-tls-'))
beforeAll(async () => {
  api = await startApi()
  await api.make(async (db) => {
    const passwordHash = await hashPassword(testPassword)
    return makeUser(db, { role: 'account-manager', unit: await makeBranch(db), username: 'over-tls', passwordHash })
  })
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], { stdio: 'ignore' })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await api.close()
})
const product = () => ({ ...api.product, sessions: { ...api.product.sessions, secure: true } })
const signIn = { username: 'over-tls', password: testPassword }

describe('over TLS', () => {
  it('signs in with a cookie that never goes over plain HTTP, and says to come back over TLS', async () => {
    const https = { cert: readFileSync(join(folder, 'cert')), key: readFileSync(join(folder, 'key')) }
    const { app } = await buildApp({ product: product(), https })
    const address = await app.listen({ port: 0, host: '127.0.0.1' })
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const asked = request(`${address}/api/session`, {
        method: 'POST',
        ca: https.cert,
        checkServerIdentity: () => undefined,
        headers: { 'content-type': 'application/json', origin: address },
      })
      asked.on('response', (answer) => resolve(answer.headers)).on('error', reject)
      asked.end(JSON.stringify(signIn))
    })
    expect(String(headers['set-cookie'])).toMatch(/^__Host-rapport=.*; Path=\/;.*HttpOnly; Secure; SameSite=Strict/)
    expect(headers['strict-transport-security']).toMatch(/max-age=31536000/)
    await app.close()
  })

  it('behind a proxy sends plain HTTP to the public address, and trusts only the proxy to say what was plain', async () => {
    const { app } = await buildApp({
      product: product(),
      publicOrigin: 'https://crm.example',
      trustProxy: ['127.0.0.1'],
    })
    const ask = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/session',
        payload: signIn,
        headers: { origin: 'https://crm.example', ...headers },
      })
    const plain = await ask({ 'x-forwarded-proto': 'http' })
    expect([plain.statusCode, plain.headers.location]).toEqual([308, 'https://crm.example/api/session'])
    const secure = await ask({ 'x-forwarded-proto': 'https' })
    expect(secure.statusCode).toBe(200)
    expect(String(secure.headers['set-cookie'])).toMatch(/; Secure/)
    await app.close()
  })
})
