import type { Seal } from '@rapport/database/seal'
import type { Dialect } from '#warehouse/collect/file/dialect.ts'
import { decoded } from '#warehouse/collect/file/encoding.ts'
import { expanded } from '#warehouse/collect/file/expand.ts'
import { type FileRow, RowReader } from '#warehouse/collect/file/row-reader.ts'
import { readSealed } from '#warehouse/collect/file/sealed-file.ts'

/** The rows of a sealed file below its column names, with the bytes of the file that were read so far. */
export async function* fileRows(
  path: string,
  seal: Seal,
  id: string,
  dialect: Dialect,
): AsyncGenerator<{ rows: FileRow[]; bytesRead: number }> {
  let bytesRead = 0
  const counted = async function* () {
    for await (const bytes of readSealed(path, seal, id)) {
      bytesRead += bytes.length
      yield bytes
    }
  }
  const bytes = dialect.compressed ? expanded(counted()) : counted()
  const reader = new RowReader(dialect.delimiter)
  let header = true
  const below = (rows: FileRow[]) => {
    if (!header || rows.length === 0) return rows
    header = false
    return rows.slice(1)
  }
  for await (const text of decoded(bytes, dialect.encoding)) {
    const rows = below([...reader.read(text, false)])
    if (rows.length > 0) yield { rows, bytesRead }
  }
  yield { rows: below([...reader.read('', true)]), bytesRead }
}

/** The first bytes of a sealed file, at most `most`, and whether that is all of it. */
export async function headOf(path: string, seal: Seal, id: string, most: number) {
  const parts: Buffer[] = []
  let size = 0
  for await (const bytes of readSealed(path, seal, id)) {
    parts.push(bytes)
    size += bytes.length
    if (size >= most) return { head: Buffer.concat(parts).subarray(0, most), whole: false }
  }
  return { head: Buffer.concat(parts), whole: true }
}
