import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowHash } from '#warehouse/row-hash.ts'
import { CopyBlock } from './copy-block.ts'

it('writes what COPY reads back: null is not empty, and nothing breaks out of its cell', () => {
  const block = new CopyBlock()
  for (const cell of ['a', null, '', 'x\ty\\N\nz\r', '张']) block.cell(cell)
  block.endLine()
  expect(block.take().toString()).toBe('a\t\\N\t\tx\\ty\\\\N\\nz\\r\t张\n')
  expect(block.size).toBe(0)
})

it('writes whole numbers as they are, whatever room is left', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(Number.MAX_SAFE_INTEGER), { minLength: 1 }),
      fc.integer({ min: 1, max: 64 }),
      (all, room) => {
        const block = new CopyBlock(room)
        for (const n of all) block.whole(n)
        block.endLine()
        expect(block.take().toString()).toBe(`${all.join('\t')}\n`)
      },
    ),
  )
  const edges = [0, 9, 10, 999_999_999, 1_000_000_000, 1_000_000_001, 2 ** 53 - 1]
  const block = new CopyBlock()
  for (const n of edges) block.whole(n)
  expect(block.since(0)).toBe(edges.join('\t'))
})

it('hashes cells as their text, and takes back what a row wrote that is held', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), fc.string(), (cells, before) => {
      const block = new CopyBlock(8)
      block.cell(before)
      const begin = block.size
      for (const cell of cells) block.cell(cell)
      expect(block.hashSince(begin)).toBe(rowHash(block.since(begin)))
      block.back(begin)
      expect(block.size).toBe(begin)
    }),
  )
})
