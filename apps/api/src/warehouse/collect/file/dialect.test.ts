import { gzipSync } from 'node:zlib'
import { encode } from 'iconv-lite'
import { expect, it } from 'vitest'
import { dialectOf } from './dialect.ts'
import { decoded } from './encoding.ts'
import { CannotExpand, expanded } from './expand.ts'

const dialect = async (bytes: Buffer) => {
  const found = await dialectOf(bytes, true)
  return 'fault' in found ? found.fault : found.dialect
}
async function* one(...bytes: Buffer[]) {
  yield* bytes
}
async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const part of source) found.push(part)
  return found
}

it('tells encoding, delimiter and columns of a file by its head', async () => {
  const text = '客户号;姓名\n1;王小明\n'
  const as = { columns: ['客户号', '姓名'], delimiter: ';', compressed: false }
  expect(await dialect(Buffer.from(text))).toEqual({ ...as, encoding: 'utf-8' })
  expect(await dialect(Buffer.from(`\ufeff${text}`))).toEqual({ ...as, encoding: 'utf-8-bom' })
  expect(await dialect(encode(text, 'gb18030'))).toEqual({ ...as, encoding: 'gb18030' })
  expect(await dialect(gzipSync(encode(text, 'gb18030')))).toEqual({ ...as, encoding: 'gb18030', compressed: true })
  expect(await dialect(Buffer.from('a\t"b,c;d"\n'))).toMatchObject({ delimiter: '\t', columns: ['a', 'b,c;d'] })
})

it('takes a file for UTF-8 with a damaged row rather than for GB18030', async () => {
  const text = Buffer.from('姓名,备注\n'.repeat(50))
  text[text.length - 3] = 0xff
  expect(await dialect(text)).toMatchObject({ encoding: 'utf-8' })
})

it('says what speaks against reading a file at all', async () => {
  expect(await dialect(Buffer.alloc(0))).toBe('file.empty')
  expect(await dialect(Buffer.from('\n\n'))).toBe('file.empty')
  expect(await dialect(encode('a,b\n1,2\n', 'utf-16'))).toBe('file.encoding')
  expect(await dialect(encode('a,b\n1,2\n', 'utf-16le'))).toBe('file.encoding')
  expect(await dialect(Buffer.from(`${','.repeat(1_000_000)}\n1`))).toBe('file.columns')
  expect(await dialect(Buffer.from('PK\u0003\u0004\u0014,\u0000b\n'))).toBe('file.not-a-table')
  await expect(dialect(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4]))).rejects.toThrow(CannotExpand)
})

it('decides the encoding of a file that begins in plain ASCII by the first piece that does not', async () => {
  const pieces = [Buffer.from('id,name\n1,Wang\n'), encode('2,王小明\n', 'gb18030')]
  expect((await all(decoded(one(...pieces), 'utf-8'))).join('')).toBe('id,name\n1,Wang\n2,王小明\n')
})

it('stops at a file that expands to far more than any table would', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024))
  let size = 0
  const read = async () => {
    for await (const part of expanded(one(bomb))) size += part.length
  }
  await expect(read()).rejects.toMatchObject({ code: 'file.expands-too-far' })
  expect(size).toBeLessThan(70 * 1024 * 1024)
})

it('says that a compressed file was cut off', async () => {
  const cut = gzipSync('a,b\n'.repeat(10_000)).subarray(0, 40)
  await expect(all(expanded(one(cut)))).rejects.toMatchObject({ code: 'file.damaged' })
})
