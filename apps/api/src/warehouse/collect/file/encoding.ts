import { isAscii } from 'node:buffer'

export type Encoding = 'utf-8' | 'utf-8-bom' | 'gb18030'

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** UTF-16 and UTF-32 are not read: their byte order mark, or every second byte zero, gives them away. */
export function isWide(head: Buffer): boolean {
  if (head.length < 2) return false
  const mark = head.readUInt16BE()
  if (mark === 0xfffe || mark === 0xfeff) return true
  const some = head.subarray(0, 400)
  let zeros = 0
  for (const byte of some) if (byte === 0) zeros++
  return some.length >= 8 && zeros > some.length / 4
}

/**
 * The encoding of a file by its first bytes. What is valid UTF-8 is UTF-8; where a few bytes among much valid UTF-8 are
 * not, it still is, with damaged rows; anything else is GB18030, in which every GBK and GB2312 file is written too.
 */
export function encodingOf(head: Buffer): Encoding {
  if (head.subarray(0, 3).equals(BOM)) return 'utf-8-bom'
  const text = new TextDecoder('utf-8').decode(head, { stream: true })
  let damaged = 0
  let foreign = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0xfffd) damaged++
    else if (code > 0x7f) foreign++
  }
  return damaged === 0 || damaged * 20 < foreign ? 'utf-8' : 'gb18030'
}

/**
 * Bytes as text, piece by piece. A file whose head was plain ASCII has not shown its encoding yet: the first piece that
 * is more decides. Bytes that are no text come as U+FFFD, and the row they stand in is refused.
 */
export async function* decoded(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  let decoder = encoding === 'utf-8' ? null : new TextDecoder(labelOf(encoding))
  for await (const bytes of source) {
    if (!decoder) {
      if (isAscii(bytes)) {
        yield bytes.toString('latin1')
        continue
      }
      decoder = new TextDecoder(labelOf(encodingOf(bytes)))
    }
    yield decoder.decode(bytes, { stream: true })
  }
  if (decoder) yield decoder.decode()
}

// TextDecoder drops the byte order mark of UTF-8 by itself.
const labelOf = (encoding: Encoding) => (encoding === 'gb18030' ? 'gb18030' : 'utf-8')
