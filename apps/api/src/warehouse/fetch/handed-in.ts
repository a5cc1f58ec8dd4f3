import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '@rapport/database/ids'
import type { Product } from '#product.ts'
import { readSealed, writeSealed } from '#warehouse/collect/file/sealed-file.ts'
import type { Works } from '#warehouse/step.ts'
import type { Found } from './found.ts'

type Place = Pick<Product, 'dataDir' | 'seal'>
export const handedInAt = ({ dataDir }: Pick<Product, 'dataDir'>) => join(dataDir, 'handed-in')
/** The place of a file handed in: its item and date, and whether it is the one that declares totals. */
const nameOf = (itemId: string, day: string, side: boolean) => `${itemId}-${day}${side ? '-side' : ''}`

/** A file handed in whose form has not been judged yet. */
export interface Unjudged {
  id: string
  path: string
  bytes: number
}

/** Keeps the bytes of a file that a person hands in, sealed. One that breaks off leaves nothing. */
export async function handIn(place: Place, bytes: AsyncIterable<Buffer>): Promise<Unjudged> {
  await mkdir(handedInAt(place), { recursive: true, mode: 0o700 })
  const id = newId()
  const path = join(handedInAt(place), `${id}.part`)
  try {
    return { id, path, bytes: await writeSealed(path, place.seal, id, bytes) }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

export const dropHandedIn = ({ path }: Unjudged) => rm(path, { force: true })

interface Whose {
  itemId: string
  day: string
  side: boolean
  fileName: string
}

/** Puts a file in its place; the one before it goes. What it is called and sealed for is sealed beside it. */
export async function keepHandedIn(place: Place, { id, path }: Unjudged, { itemId, day, side, fileName }: Whose) {
  const name = nameOf(itemId, day, side)
  const there = join(handedInAt(place), name)
  const before = await labelOf(place, name)
  await rename(path, `${there}.${id}`)
  const label = place.seal.close(JSON.stringify({ id, fileName }), `handed_in.label.${name}`)
  await writeFile(`${there}.new`, label, { mode: 0o600 })
  await rename(`${there}.new`, there)
  if (before) await rm(`${there}.${before.id}`, { force: true })
}

async function labelOf(place: Place, name: string): Promise<{ id: string; fileName: string } | null> {
  const path = join(handedInAt(place), name)
  const here = await stat(path).catch(() => null)
  if (!here) return null
  return JSON.parse(place.seal.open(await readFile(path, 'utf8'), `handed_in.label.${name}`))
}

/** What was handed in for an item and date; null when nothing was, or the side file that it needs has not come. */
export async function takeHandedIn(
  works: Works,
  itemId: string,
  day: string,
  needsSide: boolean,
): Promise<Found | null> {
  const read = async (side: boolean) => {
    const name = nameOf(itemId, day, side)
    const label = await labelOf(works, name)
    if (!label) return null
    return {
      name: label.fileName,
      bytes: readSealed(join(handedInAt(works), `${name}.${label.id}`), works.seal, label.id),
    }
  }
  const file = await read(false)
  if (!file || !needsSide) return file
  const side = await read(true)
  if (!side) return null
  const parts: Buffer[] = []
  for await (const part of side.bytes) parts.push(part)
  return { ...file, side: Buffer.concat(parts) }
}
