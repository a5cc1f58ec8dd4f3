import { isAscii } from 'node:buffer'
import { StringDecoder } from 'node:string_decoder'
import type { layoutEncodings } from '@rapport/contract/administration/collection-layout'
import { encodingOf } from './encoding.ts'

export type LayoutEncoding = (typeof layoutEncodings)[number]
export type KnownEncoding = Exclude<LayoutEncoding, 'auto'>

/** UTF-16 by its byte order mark, or by zeros in every second byte; null where the head speaks for neither. */
export function wideEncodingOf(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head.length < 2) return null
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const some = head.subarray(0, 400)
  for (const [i, byte] of some.entries()) if (byte === 0) zeros[i % 2]!++
  const many = some.length / 8
  if (some.length < 8 || zeros[0]! + zeros[1]! < some.length / 4) return null
  // Western text has its zeros behind each letter in little endian, before it in big endian.
  if (zeros[1]! > many && zeros[0]! < zeros[1]! / 4) return 'utf-16le'
  return zeros[0]! > many && zeros[1]! < zeros[0]! / 4 ? 'utf-16be' : null
}

/** The encoding that the first bytes show; plain ASCII shows none yet. */
export function shownEncoding(head: Buffer): KnownEncoding | null {
  const wide = wideEncodingOf(head)
  if (wide) return wide
  if (isAscii(head)) return null
  return encodingOf(head) === 'gb18030' ? 'gb18030' : 'utf-8'
}

interface Decoder {
  write(bytes: Buffer): string
  end(): string
}

/** Reads bytes of one encoding as text, in pieces; what is no text comes as U+FFFD. A byte order mark is dropped. */
export function decoderOf(encoding: KnownEncoding): Decoder {
  if (encoding === 'utf-8') return new Utf8()
  const decoder = new TextDecoder(encoding)
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

/** Node's own decoder reads UTF-8 several times as fast as TextDecoder does in pieces. */
class Utf8 implements Decoder {
  private readonly decoder = new StringDecoder('utf8')
  private begun = false

  write(bytes: Buffer): string {
    const text = this.decoder.write(bytes)
    if (this.begun || text === '') return text
    this.begun = true
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }

  end(): string {
    return this.decoder.end()
  }
}

/** So many bytes behind the first that is no ASCII tell an encoding; a piece may end in the middle of a character. */
const TELLS = 64

/**
 * Bytes as text, piece by piece. Under `auto` a file that begins in plain ASCII has not shown its encoding yet: what is
 * more decides, wherever its pieces are cut.
 */
export async function* decode(source: AsyncIterable<Buffer>, encoding: LayoutEncoding): AsyncGenerator<string> {
  let decoder = encoding === 'auto' ? null : decoderOf(encoding)
  let held: Buffer | null = null
  for await (const piece of source) {
    if (decoder) {
      yield decoder.write(piece)
      continue
    }
    const bytes: Buffer = held ? Buffer.concat([held, piece]) : piece
    const plain: number = shownEncoding(bytes)?.startsWith('utf-16') ? 0 : asciiBefore(bytes)
    if (bytes.length - plain >= TELLS) {
      held = null
      decoder = decoderOf(shownEncoding(bytes)!)
      yield decoder.write(bytes)
    } else {
      held = plain < bytes.length ? bytes.subarray(plain) : null
      if (plain > 0) yield bytes.toString('latin1', 0, plain)
    }
  }
  if (held) {
    decoder = decoderOf(shownEncoding(held)!)
    yield decoder.write(held)
  }
  if (decoder) yield decoder.end()
}

/** How many bytes stand before the first that is no ASCII. */
function asciiBefore(bytes: Buffer): number {
  if (isAscii(bytes)) return bytes.length
  let at = 0
  while (bytes[at]! < 0x80) at++
  return at
}
