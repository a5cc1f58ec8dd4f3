import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Seal } from '@rapport/database/seal'
import { afterAll, expect, it } from 'vitest'
import { FileDamaged, readSealed, writeSealed } from './sealed-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'rapport-sealed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const key = Buffer.alloc(32, 9).toString('base64')
const seal = new Seal(`k1:${key}`, key)

async function* pieces(...bytes: Buffer[]) {
  yield* bytes
}
async function read(path: string, id = 'one'): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of readSealed(path, seal, id)) parts.push(part)
  return Buffer.concat(parts)
}
async function sealed(name: string, ...bytes: Buffer[]) {
  const path = join(folder, name)
  await writeSealed(path, seal, 'one', pieces(...bytes))
  return path
}

it('gives back what was written, of any length, and never lies on disk in the clear', async () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const bytes = Buffer.alloc(length, '王小明,13812345678\n')
    const path = await sealed(`length-${length}`, bytes.subarray(0, length / 2), bytes.subarray(length / 2))
    expect((await read(path)).equals(bytes)).toBe(true)
    expect(readFileSync(path).includes('13812345678')).toBe(false)
  }
})

it('is refused when a bit of it was changed, its end cut off, or it belongs to another import', async () => {
  const path = await sealed('changed', Buffer.alloc(150_000, 'x'))
  await expect(read(path, 'another')).rejects.toThrow(FileDamaged)
  const whole = readFileSync(path)
  truncateSync(path, whole.length - 70_000)
  await expect(read(path)).rejects.toThrow(FileDamaged)
  // Cut between two frames, where every frame that is left is whole.
  const frame = 4 + 16 + 65_536
  writeFileSync(path, whole.subarray(0, whole.length - (150_000 - 131_072) - 20))
  expect(readFileSync(path).length % frame).toBeGreaterThan(0)
  await expect(read(path)).rejects.toThrow(FileDamaged)
  whole[whole.length - 5]! ^= 1
  writeFileSync(path, whole)
  await expect(read(path)).rejects.toThrow(FileDamaged)
})
