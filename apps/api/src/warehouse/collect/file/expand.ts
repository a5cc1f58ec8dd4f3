import { Readable } from 'node:stream'
import { constants, createGunzip } from 'node:zlib'

/** A compressed file that cannot be expanded, or that expands to far more than any table would. */
export class CannotExpand extends Error {
  constructor(readonly code: 'file.damaged' | 'file.expands-too-far') {
    super(code)
  }
}

/** Tables shrink to a tenth or a fiftieth; what grows by more than this is made to fill a disk (BI-42). */
const MOST_GROWTH = 250
const FREE_OF_SUSPICION = 64 * 1024 * 1024

export const isCompressed = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b

/** The bytes inside a gzip file, as they come. `cut` says that the end may be missing, as in the head of a larger file. */
export async function* expanded(source: AsyncIterable<Buffer>, cut = false): AsyncGenerator<Buffer> {
  let taken = 0
  let given = 0
  const counted = async function* () {
    for await (const bytes of source) {
      taken += bytes.length
      yield bytes
    }
  }
  const input = Readable.from(counted(), { objectMode: false })
  const gunzip = createGunzip(cut ? { finishFlush: constants.Z_SYNC_FLUSH } : {})
  // An error of the source comes out of the expansion.
  input.on('error', (error) => gunzip.destroy(error))
  input.pipe(gunzip)
  try {
    for await (const bytes of gunzip as AsyncIterable<Buffer>) {
      given += bytes.length
      if (given > FREE_OF_SUSPICION && given > taken * MOST_GROWTH) throw new CannotExpand('file.expands-too-far')
      yield bytes
    }
  } catch (error) {
    throw /^Z_/.test(String((error as { code?: unknown }).code)) ? new CannotExpand('file.damaged') : error
  } finally {
    input.destroy()
    gunzip.destroy()
  }
}
