import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alone } from './alone.mjs'

let folder: string
let lock: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapport-alone-'))
  lock = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('works wait for each other', async () => {
  const heard: string[] = []
  const work = (name: string) =>
    alone(lock, async () => {
      heard.push(`${name} begins`)
      await pause(20)
      heard.push(`${name} ends`)
    })
  await Promise.all([work('one'), work('two')])
  expect(heard).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

test('the lock of a process that is gone is no lock', async () => {
  writeFileSync(lock, '4194305')
  expect(await alone(lock, () => 'done')).toBe('done')
})
