import { addressOf } from '@rapport/contract/client'
import type { Endpoint } from '@rapport/contract/endpoint'
import { endpoints } from '@rapport/contract/endpoints'
import { makeBranch, makeHeadOffice } from '@rapport/database/factories'
import { roleCodes } from '@rapport/database/factories/roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from './testing.ts'
import { matrix } from './testing-access.ts'
import { inputFor, randomFrom } from './testing-input.ts'

const initials = {
  am: 'account-manager',
  sa: 'service-agent',
  bm: 'branch-manager',
  ho: 'head-office',
  co: 'compliance',
  ad: 'administrator',
} as const

const may = (name: string, role: string) =>
  matrix[name] === 'anybody' ||
  matrix[name]!.split(' ').some((short) => initials[short as keyof typeof initials] === role)

let api: Api
const people: Record<string, Client> = {}
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  const head = await api.make((db) => makeHeadOffice(db))
  for (const role of roleCodes) people[role] = await api.signIn(role, role === 'administrator' ? head : branch)
})
afterAll(() => api.close())

const random = randomFrom(1)
/** A call with everything right but an id that nobody has, and a version. */
function wellFormed(endpoint: Endpoint) {
  const { after: _, ...query } = inputFor(endpoint.query, random) as Record<string, unknown>
  const path = addressOf(endpoint, { params: inputFor(endpoint.params, random), query })
  const json = endpoint.takes === 'json'
  return {
    path,
    headers: { 'if-match': '"1"', ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(inputFor(endpoint.body, random)) }),
  }
}
const codeIn = async (answer: Response) => ((await answer.json()) as { code?: string }).code

describe('who may call', () => {
  it('is said for every call of the contract, and for none besides', () => {
    expect(Object.keys(matrix).sort()).toEqual(endpoints.map(({ name }) => name).sort())
  })

  describe.each(endpoints)('$name', ({ name, endpoint }) => {
    const { path, ...init } = wellFormed(endpoint)
    // Refused for its shape by whoever may call, so that walking changes nothing: 401 comes before 403 before 400.
    const misshapen = `${path}${path.includes('?') ? '&' : '?'}nonsense=1`

    it('is refused to whoever is not signed in', async () => {
      const headers = { origin: api.origin, 'x-requested-by': 'test', ...init.headers }
      const answer = await fetch(`${api.origin}/api${misshapen}`, { ...init, method: endpoint.method, headers })
      expect(answer.status).toBe(matrix[name] === 'anybody' ? 400 : 401)
      expect(await codeIn(answer)).toBe(matrix[name] === 'anybody' ? 'invalid' : 'not-signed-in')
    })

    it('is open to exactly the roles of the matrix', async () => {
      const found: Record<string, unknown> = {}
      for (const role of roleCodes) {
        const answer = await people[role]!.send(endpoint.method, misshapen, init)
        found[role] = [answer.status, await codeIn(answer)]
      }
      // At the portal nobody of the firm is signed in.
      const refused = matrix[name] === 'customer' ? [401, 'not-signed-in'] : [403, 'not-allowed']
      const expected = (role: string) => (may(name, role) ? [400, 'invalid'] : refused)
      expect(found).toEqual(Object.fromEntries(roleCodes.map((role) => [role, expected(role)])))
    })

    if (endpoint.path.includes(':id'))
      it('answers 404 for what is not there, once the shape is right', async () => {
        for (const role of roleCodes.filter((role) => may(name, role))) {
          const answer = await people[role]!.send(endpoint.method, path, init)
          expect(answer.status, role).toBe(404)
          expect(await codeIn(answer)).toBe('not-found')
        }
      })

    if (endpoint.versioned)
      it('wants to know from which version', async () => {
        for (const role of roleCodes.filter((role) => may(name, role))) {
          const { 'if-match': _, ...headers } = init.headers
          expect((await people[role]!.send(endpoint.method, path, { ...init, headers })).status).toBe(428)
        }
      })
  })

  it('does not depend on how the method is said', async () => {
    const agent = people['service-agent']!
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      expect((await agent.send('GET', '/units?nonsense=1', { headers: { [header]: 'POST' } })).status).toBe(400)
    for (const method of ['HEAD', 'OPTIONS', 'PROPFIND', 'PURGE'])
      expect([404, 403, 405], method).toContain((await agent.send(method, '/audit-events')).status)
  })
})
