import { readFileSync, statSync } from 'node:fs'
import { asOwner } from '@rapport/database/as-owner'
import { type ExportedHeads, verifyTrail } from '@rapport/database/audit-trail'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '#http/testing.ts'
import { exportHeads, headsFile } from './audit-heads.ts'

let api: Api
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T01:00:00Z') })
})
afterAll(() => api.close())

it('the heads of the trail are appended to a file that its owner alone reads, and agree with the trail later on', async () => {
  await exportHeads(api.product)
  await api.make((db) => makeBranch(db))
  await exportHeads(api.product)
  const file = headsFile(api.product.dataDir)
  expect(statSync(file).mode & 0o077).toBe(0)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  const exported = lines.map((line) => JSON.parse(line) as ExportedHeads)
  expect(exported.map(({ at }) => at)).toEqual(Array(2).fill('2026-11-20T01:00:00.000Z'))
  expect(exported[0]!.heads).toHaveLength(16)
  expect(exported[0]!.heads).not.toEqual(exported[1]!.heads)
  await api.make((db) => makeBranch(db))
  const check = (heads: ExportedHeads[]) => asOwner(api.database.ownerUrl, (owner) => verifyTrail(owner, heads))
  expect((await check(exported)).wrong).toEqual([])
  const forged = structuredClone(exported)
  const head = forged[0]!.heads.find(({ seq }) => seq > 0)!
  head.hash = `${head.hash.startsWith('A') ? 'B' : 'A'}${head.hash.slice(1)}`
  expect((await check(forged)).wrong).toEqual([expect.stringContaining(`chain ${head.chain}, link ${head.seq}`)])
})
