import { expect, it } from 'vitest'
import { call } from './client.ts'
import { tasks } from './service/tasks.ts'

/** What the wire answers, one after the other: a status, or null where nothing comes back. */
function wireOf(...answers: (number | null)[]) {
  const keys: (string | null)[] = []
  const fetch = async (_: unknown, init?: RequestInit) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'))
    const status = answers.shift()
    if (typeof status !== 'number') throw new TypeError('fetch failed')
    return new Response('{}', { status })
  }
  return { keys, wire: { base: '/api', fetch: fetch as typeof globalThis.fetch } }
}
const body = { title: '联系客户', dueOn: '2026-12-01' }
const tried = (wire: Parameters<typeof call>[0], more: object = {}) =>
  call(wire, tasks.create, { body: { ...body, ...more } }).catch(() => undefined)

it('a request that was not answered is the same one when it is sent again, until it is', async () => {
  const { wire, keys } = wireOf(null, 503, 422, 422)
  for (let n = 0; n < 4; n++) await tried(wire)
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]])
  expect(keys[3]).not.toBe(keys[0])
})

it('says something else by another key, and so do two that go out at once', async () => {
  const { wire, keys } = wireOf(null, null, 422, 422)
  await tried(wire)
  await tried(wire, { title: '别的' })
  expect(keys[0]).not.toBe(keys[1])
  await Promise.all([tried(wire, { title: '同时' }), tried(wire, { title: '同时' })])
  expect(new Set(keys).size).toBe(4)
})

it('a question carries no key', async () => {
  const { wire, keys } = wireOf(404)
  await call(wire, tasks.counts).catch(() => undefined)
  expect(keys).toEqual([null])
})
