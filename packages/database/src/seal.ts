import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Where a sealed value lives: bound into the seal, so that it cannot be moved to another row or column. */
export type Place = `${string}.${string}.${string}`

/**
 * Seals personal data (AES-256-GCM, 96-bit random nonce, key id in front: `k1:base64`) and makes the keyed hash
 * (HMAC-SHA-256) by which an exact value is found. Several keys may open; the first one seals.
 */
export class Seal {
  private readonly keys: ReadonlyMap<string, Buffer>
  private readonly first: string
  private readonly index: Buffer

  /** `keys` is `id:base64 of 32 bytes`, several separated by commas; `indexKey` is base64 of 32 bytes. */
  constructor(keys: string, indexKey: string) {
    const pairs = keys.split(',').map((pair) => {
      const [id, key] = pair.trim().split(':')
      const bytes = Buffer.from(key ?? '', 'base64')
      if (!id || !/^[a-z0-9]{1,12}$/.test(id) || bytes.length !== 32)
        throw new Error('encryption keys: want id:base64 of 32 bytes')
      return [id, bytes] as const
    })
    this.keys = new Map(pairs)
    this.first = pairs[0]![0]
    this.index = Buffer.from(indexKey, 'base64')
    if (this.index.length !== 32) throw new Error('index key: want base64 of 32 bytes')
  }

  close(value: string, place: Place): string {
    return `${this.first}:${this.shut(Buffer.from(value), place).toString('base64')}`
  }

  /** The same for a file: the key id and a colon, and behind them the sealed bytes as they are. */
  closeFile(content: Buffer, place: Place): Buffer {
    return Buffer.concat([Buffer.from(`${this.first}:`), this.shut(content, place)])
  }

  /** Throws when the value was changed, moved from elsewhere, or sealed with a key that is not here. */
  open(sealed: string, place: Place): string {
    const [id = '', text = ''] = sealed.split(':')
    return this.opened(id, Buffer.from(text, 'base64'), place).toString('utf8')
  }

  /** The content of a sealed file; throws as `open` does. */
  openFile(sealed: Buffer, place: Place): Buffer {
    const colon = sealed.indexOf(':')
    return this.opened(sealed.subarray(0, Math.max(0, colon)).toString(), sealed.subarray(colon + 1), place)
  }

  private shut(content: Buffer, place: Place): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.keys.get(this.first)!, nonce)
    cipher.setAAD(Buffer.from(place))
    const body = Buffer.concat([cipher.update(content), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), body])
  }

  private opened(id: string, bytes: Buffer, place: Place): Buffer {
    const key = this.keys.get(id)
    if (!key || bytes.length === 0) throw new Error('sealed with a key that is not here')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    decipher.setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
  }

  /** The keyed hash of a value of a class ('identification', 'mobile', …); equal values of one class have equal hashes. */
  hash(kind: string, value: string): string {
    return createHmac('sha256', this.index).update(`${kind}\u0000${value}`).digest('base64url')
  }

  /** A key for another purpose, derived from the index key so that no further secret has to be kept. */
  derive(purpose: string): string {
    return Buffer.from(hkdfSync('sha256', this.index, '', purpose, 32)).toString('base64url')
  }
}
