import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folder below `/var/tmp` for what PostgreSQL's user cannot reach where it lies. Everybody may write to `/var/tmp`, so
 * a folder of that name which is not ours, or which others may change, is refused rather than run from.
 */
export function holdings(): string {
  const uid = process.getuid?.() ?? 0
  const folder = join('/var/tmp', `rapport-${uid}`)
  mkdirSync(folder, { recursive: true })
  const is = lstatSync(folder)
  if (!is.isDirectory() || is.uid !== uid)
    throw new Error(`${folder} belongs to somebody else; remove it or set DATABASE_URL.`)
  chmodSync(folder, 0o711)
  return folder
}
