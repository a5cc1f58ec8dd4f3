import { session } from '@rapport/contract/session'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi, testPassword } from '#http/testing.ts'

let api: Api
let branch: { id: string }
beforeAll(async () => {
  api = await startApi()
  branch = await api.make((db) => makeBranch(db))
})
afterAll(() => api.close())

const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${api.origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('session', () => {
  it('tells a person who they are and what they may do', async () => {
    const am = await api.signIn('account-manager', branch)
    const viewer = await am.call(session.whoAmI)
    expect(viewer).toMatchObject({ role: 'account-manager', scope: 'own', clearance: [] })
    expect(viewer.permissions).toContain('customer.read')
  })

  it('refuses an unknown name, a wrong password and a disabled person alike', async () => {
    const am = await api.signIn('account-manager', branch, 'disabled-one')
    await api.make((db) => db.user.update({ where: { id: am.userId }, data: { disabledAt: new Date() } }))
    const bodies = await Promise.all(
      [
        { username: 'nobody-here', password: testPassword },
        { username: 'disabled-one', password: testPassword },
        { username: 'disabled-one', password: 'wrong' },
      ].map(async (body) => {
        const answer = await signIn(body)
        const { requestId: _, ...problem } = (await answer.json()) as Record<string, unknown>
        return [answer.status, problem]
      }),
    )
    expect(bodies[0]).toEqual([401, expect.objectContaining({ code: 'session.wrong-name-or-password' })])
    expect(bodies[1]).toEqual(bodies[0])
    expect(bodies[2]).toEqual(bodies[0])
  })

  it('ends at once when the person is disabled', async () => {
    const am = await api.signIn('account-manager', branch)
    await api.make((db) => db.user.update({ where: { id: am.userId }, data: { disabledAt: new Date() } }))
    expect((await am.send('GET', '/session')).status).toBe(401)
  })

  it('is dead after sign-out, also when the cookie is replayed', async () => {
    const am = await api.signIn('account-manager', branch)
    await am.call(session.signOut)
    expect((await am.send('GET', '/session')).status).toBe(401)
  })

  it('is dead everywhere after the password changed', async () => {
    const first = await api.signIn('account-manager', branch, 'changes-password')
    const second = await api.signInAs('changes-password', first.userId)
    await first.call(session.changePassword, { body: { current: testPassword, next: 'another long password' } })
    expect((await first.send('GET', '/session')).status).toBe(401)
    expect((await second.send('GET', '/session')).status).toBe(401)
  })

  it('is dead when it was idle too long, by the clock of the database', async () => {
    const am = await api.signIn('account-manager', branch)
    await api.make((db) =>
      db.session.updateMany({ where: { userId: am.userId }, data: { lastSeenAt: new Date(Date.now() - 61 * 60_000) } }),
    )
    expect((await am.send('GET', '/session')).status).toBe(401)
  })

  it('gets a new id at every sign-in, and the one brought along dies', async () => {
    const am = await api.signIn('account-manager', branch, 'signs-in-twice')
    const again = await signIn(
      { username: 'signs-in-twice', password: testPassword },
      { cookie: am.cookie, origin: api.origin },
    )
    expect(again.headers.get('set-cookie')!.split(';')[0]).not.toBe(am.cookie)
    expect((await am.send('GET', '/session')).status).toBe(401)
  })

  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    await api.signIn('account-manager', branch, 'cookie-flags')
    const cookie = (await signIn({ username: 'cookie-flags', password: testPassword })).headers.get('set-cookie')
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).toMatch(/Path=\//)
  })

  it.each([
    [
      'another algorithm',
      (token: string) => `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${token.split('.')[1]}.`,
    ],
    ['one bit flipped', (token: string) => `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`],
    ['eight kilobytes', (token: string) => token + 'A'.repeat(8000)],
    ['nothing', () => ''],
    ['itself twice', (token: string) => `${token}; rapport=${token}`],
  ])('refuses a token with %s', async (_, spoil) => {
    const am = await api.signIn('account-manager', branch)
    const token = am.cookie.slice('rapport='.length)
    expect((await am.send('GET', '/session', { headers: { cookie: `rapport=${spoil(token)}` } })).status).toBe(401)
  })

  it.each(['Bearer', 'Bearer abc', '', 'Basic YTpi'])(
    'gives no rights to the Authorization header %j',
    async (authorization) => {
      const answer = await fetch(`${api.origin}/api/session`, { headers: { authorization } })
      expect(answer.status).toBe(401)
    },
  )

  it('makes guessing slow for every spelling of a name, and says how long to wait', async () => {
    await api.signIn('account-manager', branch, 'guessed')
    const spellings = ['guessed', 'GUESSED', ' guessed', 'guessed ', 'Guessed', 'guesseD']
    const statuses = []
    for (const username of spellings) statuses.push((await signIn({ username, password: 'wrong' })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    const right = await signIn({ username: 'guessed', password: testPassword })
    expect(right.status).toBe(429)
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(20)
    await api.make((db) => db.signInThrottle.deleteMany())
  })

  it('counts guesses made at the same time', async () => {
    await api.signIn('account-manager', branch, 'stormed')
    const answers = await Promise.all(
      Array.from({ length: 15 }, () => signIn({ username: 'stormed', password: 'wrong' })),
    )
    expect(answers.filter((answer) => answer.status === 401).length).toBeLessThanOrEqual(6)
    await api.make((db) => db.signInThrottle.deleteMany())
  })

  it.each([
    ['no Origin', { origin: '' }],
    ['Origin null', { origin: 'null' }],
    ['a sub-domain', { origin: 'http://evil.127.0.0.1' }],
    ['another site', { origin: 'https://evil.example' }],
    ['no X-Requested-By', { 'x-requested-by': '' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses a change with %s', async (_, headers) => {
    const am = await api.signIn('account-manager', branch)
    const all: Record<string, string> = {
      cookie: am.cookie,
      origin: api.origin,
      'x-requested-by': 'test',
      'content-type': 'application/json',
      ...headers,
    }
    for (const [name, value] of Object.entries(all)) if (value === '') delete all[name]
    const body = JSON.stringify({ locale: 'en', theme: 'dark', rising: 'green' })
    const answer = await fetch(`${api.origin}/api/session/preferences`, { method: 'PUT', headers: all, body })
    expect(answer.status).toBe(403)
  })

  it('refuses JSON that says it is text, as a form of another site would send it', async () => {
    const am = await api.signIn('account-manager', branch)
    const answer = await am.send('PUT', '/session/preferences', {
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ locale: 'en', theme: 'dark', rising: 'green' }),
    })
    expect(answer.status).toBe(415)
  })

  it('keeps language, theme and colour convention', async () => {
    const am = await api.signIn('account-manager', branch)
    const wanted = { locale: 'en', theme: 'dark', rising: 'green' } as const
    await am.call(session.setPreferences, { body: wanted })
    expect((await am.call(session.whoAmI)).preferences).toEqual(wanted)
  })
})
