import { once } from 'node:events'
import { setTimeout as later } from 'node:timers/promises'
import { makeHeadOffice } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { csvStream, type Parts } from './csv-stream.ts'
import type { SignedIn } from './session.ts'
import { type Api, startApi } from './testing.ts'

let api: Api
let viewer: SignedIn
beforeAll(async () => {
  api = await startApi()
  const { userId } = await api.signIn('head-office', await api.make((db) => makeHeadOffice(db)))
  viewer = { id: userId, scope: 'all', units: [], permissions: [], clearance: [] } as unknown as SignedIn
})
afterAll(() => api.close())

const ROWS = 1000
/** A file of this many parts of a thousand rows; `made` is told each. */
async function* parts(count: number, made: (n: number) => void): Parts {
  for (let n = 0; n < count; n++) {
    made(n)
    yield Array.from({ length: ROWS }, (_, row) => [String(n), String(row), 'x'.repeat(60)])
  }
}
const open = (rows: Parts) =>
  csvStream(
    api.product,
    viewer,
    'request',
    () => rows,
    async () => undefined,
  )

it('makes no more of a file than a part beyond what its reader has taken', async () => {
  let made = 0
  const file = await open(parts(200, (n) => (made = n + 1)))
  try {
    for (let taken = 0; taken < 20; ) {
      if (file.read() !== null) taken++
      else await once(file, 'readable')
      // Whatever is made ahead is made by now.
      await later(5)
      expect(made).toBeLessThanOrEqual(taken + 4)
    }
  } finally {
    file.destroy()
  }
})

it('has every row once and in order', async () => {
  const text = (await (await open(parts(30, () => undefined))).toArray()).join('')
  const lines = text.replace('\ufeff', '').trimEnd().split('\r\n')
  expect(lines.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual(
    Array.from({ length: 30 * ROWS }, (_, n) => `${Math.floor(n / ROWS)} ${n % ROWS}`),
  )
})

it('is cut off where its rows fail in the middle, never ended as if it was whole', async () => {
  async function* failing(): Parts {
    yield* parts(3, () => undefined)
    throw new Error('gone')
  }
  const file = await open(failing())
  await expect(file.toArray()).rejects.toThrow('gone')
})

it('gives its connection back when its reader leaves', async () => {
  for (let n = 0; n < 12; n++) {
    let ended = false
    async function* watched(): Parts {
      try {
        yield* parts(200, () => undefined)
      } finally {
        ended = true
      }
    }
    const file = await open(watched())
    await once(file, 'readable')
    file.destroy()
    while (!ended) await later(1)
  }
})
