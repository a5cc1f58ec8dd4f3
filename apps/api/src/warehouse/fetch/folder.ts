import { constants } from 'node:fs'
import { type FileHandle, lstat, open, opendir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { StepFails } from '#warehouse/step.ts'
import { type Collecting, type Found, MOST_BYTES, MOST_SIDE_BYTES } from './found.ts'

export interface Entry {
  name: string
  bytes: number
  changedAt: Date
}
/** So many entries of a folder are looked at. */
const MOST_ENTRIES = 10_000

/** The folder of a source, below the drop folder also once all links are followed. Throws `StepFails` where it is not. */
async function folderOf({ dropDir }: Collecting, folder: string): Promise<string> {
  const root = await realpath(dropDir).catch(() => null)
  const here = await realpath(join(dropDir, folder)).catch(() => null)
  if (!root || !here) throw new StepFails('folder.missing')
  if (here !== root && !here.startsWith(root + sep)) throw new StepFails('folder.outside')
  return here
}

/** The files in the folder of a source, without what is none: links, folders, files under way (`.part`, `.tmp`, hidden). */
export async function filesIn(collecting: Collecting, folder: string): Promise<{ entries: Entry[]; more: boolean }> {
  const here = await folderOf(collecting, folder)
  const entries: Entry[] = []
  let seen = 0
  for await (const { name } of await opendir(here)) {
    if (++seen > MOST_ENTRIES) return { entries, more: true }
    if (name.startsWith('.') || /\.(part|tmp|filepart)$/i.test(name)) continue
    const file = await lstat(join(here, name)).catch(() => null)
    if (file?.isFile()) entries.push({ name, bytes: file.size, changedAt: file.mtime })
  }
  return { entries, more: false }
}

/** A file name in which `*` stands for anything but nothing else means anything. */
const matcherOf = (pattern: string) =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('[^/]*')}$`,
    'su',
  )

interface Wanted {
  folder: string
  pattern: string
  /** The ending of its side file, where it has one. */
  side: string | null
  /** For so long the size must not have changed, where no side file shows that it is whole. */
  settleMs: number
}

/**
 * The newest file of that name in the folder of a source; null when none is there, or it is still being written: its side
 * file is missing, or its size changes while one waits.
 */
export async function takeFromFolder(collecting: Collecting, wanted: Wanted): Promise<Found | null> {
  const { folder, pattern, side, settleMs } = wanted
  const matches = matcherOf(pattern)
  const { entries } = await filesIn(collecting, folder)
  const fitting = entries.filter(({ name }) => matches.test(name) && !(side && name.endsWith(side)))
  const newest = fitting.sort((a, b) => b.changedAt.getTime() - a.changedAt.getTime() || (a.name < b.name ? 1 : -1))[0]
  if (!newest) return null
  if (newest.bytes > MOST_BYTES) throw new StepFails('arrival.too-large')
  const here = await folderOf(collecting, folder)
  const path = join(here, newest.name)
  if (side) {
    const file = await openPlain(path + side)
    return file && { name: newest.name, bytes: read(path), side: await small(file) }
  }
  if (!(await isSettled(path, newest, settleMs))) return null
  return { name: newest.name, bytes: read(path) }
}

/** Whether a file stays as it is for so long. How old it seems says nothing: two clocks would have to agree. */
async function isSettled(path: string, { bytes, changedAt }: Entry, settleMs: number): Promise<boolean> {
  await new Promise((passed) => setTimeout(passed, settleMs))
  const now = await lstat(path).catch(() => null)
  return now !== null && now.size === bytes && now.mtime.getTime() === changedAt.getTime()
}

/** A link that was put in the place of a file meanwhile is not followed. */
const openPlain = (path: string) => open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null)

async function* read(path: string): AsyncGenerator<Buffer> {
  const file = await openPlain(path)
  if (!file || !(await file.stat()).isFile()) {
    await file?.close()
    throw new StepFails('arrival.gone')
  }
  yield* file.createReadStream({ highWaterMark: 262_144 }) as AsyncIterable<Buffer>
}

async function small(file: FileHandle): Promise<Buffer> {
  try {
    const { size } = await file.stat()
    if (size > MOST_SIDE_BYTES) throw new StepFails('side-file.too-large')
    return await file.readFile()
  } finally {
    await file.close()
  }
}
