import { encode } from 'iconv-lite'
import { expect, it } from 'vitest'
import { inPieces } from '#warehouse/collect/testing.ts'
import { decode, shownEncoding } from './decode.ts'

async function read(bytes: Buffer, encoding: Parameters<typeof decode>[1], piece: number) {
  let text = ''
  for await (const part of decode(inPieces(bytes, piece), encoding)) text += part
  return text
}

it('finds out the encoding of what began in plain ASCII, wherever its pieces are cut', async () => {
  const text = `${'id,name\n'.repeat(20)}1,王小明\n2,é\n${'3,李四\n'.repeat(40)}`
  for (const encoding of ['utf-8', 'gb18030'] as const)
    for (const piece of [1, 2, 3, 61, 164, 165, 166, 1000])
      expect(await read(encode(text, encoding), 'auto', piece), `${encoding} ${piece}`).toBe(text)
  for (const piece of [1, 5, 1000]) {
    expect(await read(encode('\ufeffa,王\n', 'utf-8'), 'auto', piece)).toBe('a,王\n')
    expect(await read(encode('a,王\n', 'utf-16le', { addBOM: true }), 'auto', piece)).toBe('a,王\n')
    expect(await read(encode('a,王\n', 'utf-16be', { addBOM: true }), 'auto', piece)).toBe('a,王\n')
    expect(await read(encode('a,王\n', 'big5'), 'big5', piece)).toBe('a,王\n')
    expect(await read(encode('a,é\n', 'latin1'), 'latin1', piece)).toBe('a,é\n')
  }
})

it('tells UTF-16 without a mark by its zeros, and text that only begins like it from it', () => {
  expect(shownEncoding(encode('a,b\n1,2\n', 'utf-16le'))).toBe('utf-16le')
  expect(shownEncoding(encode('a,b\n1,2\n', 'utf-16be'))).toBe('utf-16be')
  expect(shownEncoding(Buffer.from('a,b\n1,2\n'))).toBe(null)
  expect(shownEncoding(Buffer.from('a\0,\0\0\0\0\0\0\0b'))).not.toBe('utf-16be')
  expect(shownEncoding(Buffer.from('王小明'))).toBe('utf-8')
  expect(shownEncoding(encode('王小明', 'gb18030'))).toBe('gb18030')
})
