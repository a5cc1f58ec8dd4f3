import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { Seal } from '@rapport/database/seal'

// A file of customers never lies on disk in the clear. It is cut into frames, each sealed with AES-256-GCM under a random
// key of the file's own; the key is sealed by the product's and stands in front. A frame is bound to its number, and the
// last one says that it is the last: frames cannot be changed, swapped or cut off.
const FRAME = 65_536
const TAG = 16
const LAST = 0x8000_0000

const placeOf = (id: string) => `imports.file.${id}` as const
const nonceOf = (frame: number) => {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(frame, 8)
  return nonce
}

/** The sealed file was cut, changed, or sealed with a key that is not here. */
export class FileDamaged extends Error {}

/** Writes what `source` gives, sealed for the import `id`, and returns the number of bytes before sealing. */
export async function writeSealed(
  path: string,
  seal: Seal,
  id: string,
  source: AsyncIterable<Buffer>,
): Promise<number> {
  const key = randomBytes(32)
  const wrapped = Buffer.from(seal.close(key.toString('base64'), placeOf(id)))
  const file = await open(path, 'wx', 0o600)
  let frame = 0
  const write = async (plain: Buffer, last: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame++))
    const head = Buffer.alloc(4)
    head.writeUInt32BE((last ? LAST : 0) + plain.length)
    cipher.setAAD(head)
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    await writeAll(file, Buffer.concat([head, cipher.getAuthTag(), body]))
  }
  try {
    const head = Buffer.alloc(2)
    head.writeUInt16BE(wrapped.length)
    await writeAll(file, Buffer.concat([head, wrapped]))
    let held: Buffer[] = []
    let size = 0
    let total = 0
    for await (const chunk of source) {
      held.push(chunk)
      size += chunk.length
      total += chunk.length
      while (size > FRAME) {
        const all = Buffer.concat(held)
        await write(all.subarray(0, FRAME), false)
        held = [all.subarray(FRAME)]
        size -= FRAME
      }
    }
    await write(Buffer.concat(held), true)
    await file.sync()
    return total
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Buffer) {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}

/** Gives the bytes of a sealed file again, in order, frame by frame. Throws `FileDamaged` at the first that is not as it was. */
export async function* readSealed(path: string, seal: Seal, id: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r').catch(() => {
    throw new FileDamaged('the file is gone')
  })
  const take = async (length: number) => {
    const bytes = Buffer.alloc(length)
    for (let at = 0; at < length; ) {
      const { bytesRead } = await file.read(bytes, at, length - at)
      if (bytesRead === 0) throw new FileDamaged('the file was cut')
      at += bytesRead
    }
    return bytes
  }
  try {
    const wrapped = (await take((await take(2)).readUInt16BE())).toString()
    const key = Buffer.from(unwrapped(seal, wrapped, id), 'base64')
    for (let frame = 0; ; frame++) {
      const head = await take(4)
      const length = head.readUInt32BE()
      const last = length >= LAST
      const size = last ? length - LAST : length
      if (size > FRAME) throw new FileDamaged('a frame is too long')
      const tag = await take(TAG)
      const body = await take(size)
      yield opened(key, frame, head, tag, body)
      if (last) return
    }
  } finally {
    await file.close()
  }
}

function unwrapped(seal: Seal, wrapped: string, id: string): string {
  try {
    return seal.open(wrapped, placeOf(id))
  } catch {
    throw new FileDamaged('sealed for another import, or with a key that is not here')
  }
}

function opened(key: Buffer, frame: number, head: Buffer, tag: Buffer, body: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame))
    decipher.setAAD(head)
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    throw new FileDamaged('a frame was changed')
  }
}
